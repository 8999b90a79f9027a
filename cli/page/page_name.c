/*
 * Which words are names of ops or hypercalls.  A start that is of one hypercall
 * alone tells a name that no release has.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "page/page_name.h"

/* How names of ops start, up to an underscore. */
struct name_family {
	const char *hypercall;
	bool shared; /* by ops of another hypercall */
};

/* The family of the name's start before end. */
static struct name_family *find_family(const struct page_names *names,
				       const char *name, const char *end)
{
	return map_get(&names->by_prefix,
		       arena_slice(names->arena, name, (size_t)(end - name)));
}

static void add_families(struct page_names *names, const char *macro,
			 const char *hypercall)
{
	for (const char *end = strchr(macro, '_'); end;
	     end = strchr(end + 1, '_')) {
		struct name_family *family = find_family(names, macro, end);
		if (family) {
			family->shared |=
				strcmp(family->hypercall, hypercall) != 0;
			continue;
		}
		family = arena_alloc(names->arena, 1, sizeof *family);
		family->hypercall = hypercall;
		map_set(&names->by_prefix,
			arena_slice(names->arena, macro, (size_t)(end - macro)),
			family, names->arena);
	}
}

void page_find_names(const struct registry *registry, struct page_names *names)
{
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const char *hypercall =
			registry->hypercalls[op->hypercall].name;
		add_families(names, op_macro(op), hypercall);
	}
}

static bool is_op_name(const struct page_names *names, const char *word)
{
	for (const char *end = strchr(word, '_'); end && end[1];
	     end = strchr(end + 1, '_')) {
		const struct name_family *family =
			find_family(names, word, end);
		if (family && !family->shared)
			return true;
	}
	return false;
}

bool page_is_name(const struct page_names *names, const char *word)
{
	return text_starts_with(word, DOCUMENT_HYPERCALL_PREFIX) ||
	       is_op_name(names, word);
}

size_t page_word_length(const char *text)
{
	size_t length = 0;
	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

const char *page_next_word(const char **text, struct arena *arena)
{
	while (**text && !page_word_length(*text))
		(*text)++;
	size_t length = page_word_length(*text);
	if (!length)
		return NULL;
	const char *word = arena_slice(arena, *text, length);
	*text += length;
	return word;
}
