/*
 * Which macros of a header are ops.  Learned from the ops that the registry
 * has: what the words of their names start with, and next to what they stand.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "verify/verify_family.h"
#include "verify/verify_row.h"

static const char *op_own_macro(const struct registry *registry, unsigned op)
{
	return op_macro(&registry->ops[op]);
}

/*
 * How long the first word of a name is, with its underscore.  XEN alone is
 * none: too much starts with it.
 */
static size_t first_word(const char *name)
{
	static const char common[] = "XEN_";
	size_t start = text_starts_with(name, common) ? sizeof common - 1 : 0;
	size_t length = start + strcspn(name + start, "_");
	return name[length] ? length + 1 : length;
}

static bool same_first_word(const char *a, const char *b)
{
	size_t length = first_word(a);
	return length == first_word(b) && strncmp(a, b, length) == 0;
}

/* The words that two names have in common at their start. */
static size_t common_words(const char *a, const char *b)
{
	size_t words = 0;
	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '_')
			words = i + 1;
	return words;
}

static bool is_in(const struct registry *registry, const struct family *family,
		  unsigned op)
{
	return registry->ops[op].hypercall == family->hypercall &&
	       registry->ops[op].parent == family->parent;
}

/* The start of all names of the family that start with the same word. */
static size_t prefix_length(const struct registry *registry,
			    const struct family *family, const char *name)
{
	const char *last = strrchr(name, '_');
	size_t length = last ? (size_t)(last - name) + 1 : strlen(name);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const char *other = op_own_macro(registry, i);
		if (!is_in(registry, family, i) ||
		    !same_first_word(other, name) || strcmp(other, name) == 0)
			continue;
		size_t common = common_words(name, other);
		if (common < length)
			length = common;
	}
	return length;
}

/* A prefix ends in a letter that tells how its ops go on: a small one, ... */
static char sort_of(char letter)
{
	if (isupper((unsigned char)letter))
		return 'A';
	return isdigit((unsigned char)letter) ? '0' : 'a';
}

static void add_prefix(const struct verifier *verifier, struct family *family,
		       const char *name)
{
	size_t length = prefix_length(verifier->registry, family, name);
	const char *prefix =
		arena_format(verifier->arena, "%.*s%c", (int)length, name,
			     sort_of(name[length]));
	for (size_t i = 0; i < family->prefixes.count; i++)
		if (strcmp(family->prefixes.items[i], prefix) == 0)
			return;
	*list_push(&family->prefixes, verifier->arena) = prefix;
}

static struct family *family_of(const struct verifier *verifier,
				struct families *families, const struct op *op)
{
	for (size_t i = 0; i < families->list.count; i++) {
		struct family *family = &families->list.items[i];
		if (family->hypercall == op->hypercall &&
		    family->parent == op->parent)
			return family;
	}
	struct family *family = list_push(&families->list, verifier->arena);
	family->hypercall = op->hypercall;
	family->parent = op->parent;
	return family;
}

void families_learn(const struct verifier *verifier, struct families *families)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		size_t count;
		if (op_is_hypercall(op))
			continue;
		const struct tree_macro *macro = tree_find_macro(
			&verifier->macros, op_macro(op), &count);
		struct family *family = family_of(verifier, families, op);
		add_prefix(verifier, family, op_macro(op));
		for (size_t j = 0; j < count; j++)
			*list_push(&family->known, verifier->arena) = &macro[j];
	}
}

/* How much of the name the family's prefix is; 0: it does not fit. */
static size_t prefix_match(const struct family *family, const char *name)
{
	size_t longest = 0;
	for (size_t i = 0; i < family->prefixes.count; i++) {
		const char *prefix = family->prefixes.items[i];
		size_t length = strlen(prefix) - 1;
		if (strncmp(name, prefix, length) == 0 && name[length] &&
		    sort_of(name[length]) == prefix[length] && length > longest)
			longest = length;
	}
	return longest;
}

static bool stands_with(const struct family *family,
			const struct tree_macro *macro)
{
	for (size_t i = 0; i < family->known.count; i++) {
		const struct tree_macro *known = family->known.items[i];
		if (strcmp(known->file, macro->file) == 0 &&
		    strcmp(known->within, macro->within) == 0 &&
		    strcmp(known->member, macro->member) == 0)
			return true;
	}
	return false;
}

/* Flags, limits and versions are named like ops and are none. */
static bool is_no_op(const struct hypercall *hypercall, const char *name)
{
	const char *word = hypercall->not_ops;
	while (word && *word) {
		size_t length = strcspn(word, " ");
		if (strncmp(name, word, length) == 0)
			return true;
		word += length + strspn(word + length, " ");
	}
	return false;
}

const struct family *families_find(const struct verifier *verifier,
				   const struct families *families,
				   const struct tree_macro *macro)
{
	const struct hypercall *hypercalls = verifier->registry->hypercalls;
	const struct family *found = NULL;
	size_t longest = 0;
	for (size_t i = 0; i < families->list.count; i++) {
		const struct family *family = &families->list.items[i];
		size_t length = prefix_match(family, macro->name);
		if (length <= longest || !stands_with(family, macro) ||
		    is_no_op(&hypercalls[family->hypercall], macro->name))
			continue;
		longest = length;
		found = family;
	}
	return found;
}
