#include "cmd/names.h"

#include <fnmatch.h>
#include <string.h>

#include "base/text.h"

/* All names of a kind, to be looked through. */
struct names {
	list_of(const char *) list;
};

static void add_permissions(const struct registry *registry,
			    struct arena *arena, struct names *names)
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

static void add_hypercalls(const struct registry *registry, struct arena *arena,
			   struct names *names)
{
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		*list_push(&names->list, arena) = registry->hypercalls[i].name;
}

static void add_statuses(const struct registry *registry, struct arena *arena,
			 struct names *names)
{
	(void)registry;
	*list_push(&names->list, arena) = status_name(STATUS_COVERED);
	*list_push(&names->list, arena) = status_name(STATUS_SAFE);
}

static void add_bases(const struct registry *registry, struct arena *arena,
		      struct names *names)
{
	(void)registry;
	for (unsigned i = BASIS_LISTED; i <= BASIS_UNLISTED; i++)
		*list_push(&names->list, arena) = basis_name((enum basis)i);
}

/* With a class or without. */
static bool is_known(const struct names *names, const char *word)
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

/* The nearest name; of permissions without a class, without theirs. */
static const char *near_name(const struct names *names, const char *word,
			     struct arena *arena)
{
	struct names candidates = {LIST_INIT};
	for (size_t i = 0; i < names->list.count; i++) {
		const char *name = names->list.items[i];
		const char *colon = strchr(name, ':');
		*list_push(&candidates.list, arena) =
			colon && !strchr(word, ':') ? colon + 1 : name;
	}
	return text_nearest(word, candidates.list.items, candidates.list.count);
}

/* A kind as it is called, and what its names are. */
static const struct {
	const char *name;
	void (*add)(const struct registry *registry, struct arena *arena,
		    struct names *names);
} kinds[] = {
	[NAME_PERMISSION] = {"permission", add_permissions},
	[NAME_HYPERCALL] = {"hypercall", add_hypercalls},
	[NAME_STATUS] = {"status", add_statuses},
	[NAME_BASIS] = {"basis", add_bases},
};

bool names_known(struct session *session, const struct registry *registry,
		 enum name_kind kind, const char *const *words)
{
	struct names names = {LIST_INIT};
	bool good = true;
	kinds[kind].add(registry, &session->arena, &names);
	for (; words && *words; words++) {
		if (is_known(&names, *words))
			continue;
		const char *near = near_name(&names, *words, &session->arena);
		diags_add(&session->diags, MESSAGE_UNKNOWN_NAME,
			  location_file(NULL), "%s %s%s%s%s", kinds[kind].name,
			  *words, near ? "; do you mean " : "",
			  near ? near : "", near ? "?" : "");
		good = false;
	}
	return good;
}
