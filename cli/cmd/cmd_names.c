/* Words of a question that must be names of the registry, or mean ops. */
#include "base/near.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_session.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

USES_MESSAGE(UNKNOWN_NAME);

/* All names of a kind, to be looked through. */
struct word_names {
	list_of(const char *) list;
};

static void add_permissions(const struct registry *registry,
			    struct arena *arena, struct word_names *names)
{
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *row = &registry->classes[i];
		const struct span span = row->permissions;
		for (unsigned j = span.first; j < span.first + span.count; j++)
			*list_push(&names->list, arena) =
				arena_format(arena, "%s:%s", row->name,
					     registry->permissions[j].name);
	}
}

/* What accesses give, each once. */
static void add_powers(const struct registry *registry, struct arena *arena,
		       struct word_names *names)
{
	for (unsigned i = 0; i < registry->access_count; i++) {
		const char *gives = registry->accesses[i].gives;
		while (gives && *gives) {
			const size_t length = strcspn(gives, " ");
			const char *word = arena_slice(arena, gives, length);
			size_t at = 0;
			while (at < names->list.count &&
			       strcmp(names->list.items[at], word) != 0)
				at++;
			if (at == names->list.count)
				*list_push(&names->list, arena) = word;
			gives += length + (gives[length] == ' ');
		}
	}
}

static void add_hypercalls(const struct registry *registry, struct arena *arena,
			   struct word_names *names)
{
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		*list_push(&names->list, arena) = registry->hypercalls[i].name;
}

static void add_statuses(const struct registry *registry, struct arena *arena,
			 struct word_names *names)
{
	(void)registry;
	*list_push(&names->list, arena) = status_name(STATUS_COVERED);
	*list_push(&names->list, arena) = status_name(STATUS_SAFE);
}

static void add_bases(const struct registry *registry, struct arena *arena,
		      struct word_names *names)
{
	(void)registry;
	for (unsigned i = BASIS_LISTED; i <= BASIS_UNLISTED; i++)
		*list_push(&names->list, arena) = basis_name((enum basis)i);
}

static void add_fix_kinds(const struct registry *registry, struct arena *arena,
			  struct word_names *names)
{
	(void)registry;
	for (size_t i = 0; fix_kinds[i]; i++)
		*list_push(&names->list, arena) = fix_kinds[i];
}

static void add_modules(const struct registry *registry, struct arena *arena,
			struct word_names *names)
{
	for (unsigned i = 0; i < registry->module_count; i++)
		*list_push(&names->list, arena) = registry->modules[i].name;
}

/* Without what the macros of all hypercalls start with. */
static const char *bare_hypercall(const char *name)
{
	static const char prefix[] = "__HYPERVISOR_";
	const size_t length = sizeof prefix - 1;
	return strncmp(name, prefix, length) == 0 && name[length]
		       ? name + length
		       : name;
}

/* With a class or without. */
static bool is_known(const struct word_names *names, const char *word)
{
	for (size_t i = 0; i < names->list.count; i++) {
		const char *name = names->list.items[i];
		const char *colon = strchr(name, ':');
		if (fnmatch(word, name, 0) == 0 ||
		    (colon && fnmatch(word, colon + 1, 0) == 0))
			return true;
	}
	return false;
}

/* Names that are near; of permissions without a class, without theirs. */
static const char *name_hint(const struct word_names *names, const char *word,
			     struct arena *arena)
{
	struct word_names candidates = {LIST_INIT};
	for (size_t i = 0; i < names->list.count; i++) {
		const char *name = names->list.items[i];
		const char *colon = strchr(name, ':');
		*list_push(&candidates.list, arena) =
			colon && !strchr(word, ':') ? colon + 1 : name;
	}
	return near_hint(word, candidates.list.items, candidates.list.count,
			 arena);
}

/* A kind as it is called, and what its names are. */
static const struct {
	const char *name;
	void (*add)(const struct registry *registry, struct arena *arena,
		    struct word_names *names);
} kinds[] = {
	[NAME_PERMISSION] = {"permission", add_permissions},
	[NAME_HYPERCALL] = {"hypercall", add_hypercalls},
	[NAME_STATUS] = {"status", add_statuses},
	[NAME_BASIS] = {"basis", add_bases},
	[NAME_FIX_KIND] = {"kind of fix", add_fix_kinds},
	[NAME_POWER] = {"power", add_powers},
	[NAME_MODULE] = {"security module", add_modules},
};

const char *const *names_all(const struct registry *registry,
			     enum name_kind kind, struct arena *arena)
{
	struct word_names names = {LIST_INIT};
	kinds[kind].add(registry, arena, &names);
	list_push(&names.list, arena);
	return names.list.items;
}

bool names_known(struct session *session, const struct registry *registry,
		 enum name_kind kind, const char *const *words)
{
	struct word_names names = {LIST_INIT};
	bool good = true;
	kinds[kind].add(registry, &session->arena, &names);
	for (; words && *words; words++) {
		const char *word = kind == NAME_HYPERCALL
					   ? bare_hypercall(*words)
					   : *words;
		if (is_known(&names, word))
			continue;
		diags_add(&session->diags, MESSAGE_UNKNOWN_NAME,
			  location_file(NULL), "%s %s%s", kinds[kind].name,
			  *words, name_hint(&names, word, &session->arena));
		good = false;
	}
	return good;
}

/* --- Ops -------------------------------------------------------------- */

static bool has_number(const struct registry *registry, const struct op *op,
		       unsigned release, unsigned long number)
{
	if (release != NO_INDEX)
		return release_set_has(&op->in, release) &&
		       number == registry_op_number(registry, op, release);
	for (unsigned i = 0; i < registry->release_count; i++)
		if (has_number(registry, op, i, number))
			return true;
	return false;
}

bool names_hypercall(const char *pattern, const char *name)
{
	return fnmatch(bare_hypercall(pattern), name, 0) == 0;
}

/* "domctl:28"; parts of ops have numbers of their own. */
static bool is_numbered(const struct registry *registry, const struct op *op,
			unsigned release, const char *pattern)
{
	pattern = bare_hypercall(pattern);
	const char *colon = strchr(pattern, ':');
	const char *name = registry->hypercalls[op->hypercall].name;
	char *end;
	if (strlen(name) != (size_t)(colon - pattern) ||
	    strncmp(name, pattern, strlen(name)) != 0 || op->parent != NO_INDEX)
		return false;
	unsigned long number = strtoul(colon + 1, &end, 0);
	return *end == '\0' && end != colon + 1 &&
	       has_number(registry, op, release, number);
}

bool names_op(const struct registry *registry, const struct op *op,
	      unsigned release, const char *pattern)
{
	if (strchr(pattern, ':'))
		return is_numbered(registry, op, release, pattern);
	return fnmatch(pattern, op->name, 0) == 0 ||
	       fnmatch(pattern, op_macro(op), 0) == 0;
}

bool names_permission(const char *pattern, const struct access *access,
		      struct arena *arena)
{
	if (!access->object_class)
		return false;
	const char *full = arena_format(arena, "%s:%s", access->object_class,
					access->permission);
	return fnmatch(pattern, full, 0) == 0 ||
	       fnmatch(pattern, access->permission, 0) == 0;
}

bool names_power(const char *pattern, const struct access *access,
		 struct arena *arena)
{
	const char *gives = access->gives;
	while (gives && *gives) {
		const size_t length = strcspn(gives, " ");
		if (fnmatch(pattern, arena_slice(arena, gives, length), 0) == 0)
			return true;
		gives += length + (gives[length] == ' ');
	}
	return false;
}

bool names_hypercalls_known(struct session *session,
			    const struct registry *registry,
			    const char *const *patterns)
{
	list_of(const char *) hypercalls = LIST_INIT;
	for (; *patterns; patterns++) {
		const char *colon = strchr(*patterns, ':');
		if (colon)
			*list_push(&hypercalls, &session->arena) =
				arena_slice(&session->arena, *patterns,
					    (size_t)(colon - *patterns));
	}
	list_push(&hypercalls, &session->arena);
	return names_known(session, registry, NAME_HYPERCALL, hypercalls.items);
}
