/* What a policy is about: permissions, classes and initial SIDs. */
#include <string.h>
#include <strings.h>

#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

/* An access that is asked of an op. */
struct vector_access {
	const struct op *op;
	const struct access *access;
};

/* All that is asked in the search's release, in the registry's order. */
struct vector_accesses {
	list_of(struct vector_access) list;
};

static void find_asked(const struct word_search *search,
		       struct vector_accesses *all)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		struct op_accesses accesses;
		if (!release_set_has(&op->in, search->release))
			continue;
		registry_op_accesses(registry, op, search->release,
				     search->arena, &accesses);
		for (size_t j = 0; j < accesses.list.count; j++)
			if (accesses.list.items[j]->object_class)
				*list_push(&all->list, search->arena) =
					(struct vector_access){
						op, accesses.list.items[j]};
	}
}

static const char *access_note(const struct access *access, struct arena *arena)
{
	const char *when = access_condition(access, arena);
	return arena_format(arena, "%s -> %s %s:%s%s%s",
			    access_subject_name(access->subject),
			    access->object, access->object_class,
			    access->permission, *when ? ", when: " : "", when);
}

/* --- Permissions ------------------------------------------------------- */

static void add_permission(const struct word_search *search,
			   const struct vector_accesses *all,
			   const struct object_class *row,
			   const struct permission *permission)
{
	struct arena *arena = search->arena;
	const char *name =
		arena_format(arena, "%s:%s", row->name, permission->name);
	struct word_meaning *meaning = word_add(
		search, "permission", name,
		arena_format(arena, "a permission of the class %s", row->name));
	meaning->is_of_ops = true;
	meaning->lead = "asked by";
	word_add_fact(search, meaning, "in",
		      registry_releases_shown(search->registry, &permission->in,
					      arena));
	word_add_fact(search, meaning, "asked on",
		      asked_on_shown(permission->on ? permission->on : row->on,
				     arena));
	word_add_fact(search, meaning, "about",
		      permission_about_shown(permission->about, arena));
	for (size_t i = 0; i < all->list.count; i++) {
		const struct vector_access *asked = &all->list.items[i];
		if (strcmp(asked->access->object_class, row->name) == 0 &&
		    strcmp(asked->access->permission, permission->name) == 0)
			word_add_op(search, meaning, asked->op,
				    access_note(asked->access, arena));
	}
	if (!meaning->ops.count)
		word_add_fact(
			search, meaning, "asked by",
			arena_format(arena, "no op of the registry in %s",
				     search->registry->releases[search->release]
					     .name));
}

static void add_permissions(const struct word_search *search,
			    const struct vector_accesses *all)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *row = &registry->classes[i];
		const struct span span = row->permissions;
		for (unsigned j = span.first; j < span.first + span.count;
		     j++) {
			const struct permission *permission =
				&registry->permissions[j];
			const char *full =
				arena_format(search->arena, "%s:%s", row->name,
					     permission->name);
			if (word_is(search, permission->name) ||
			    word_is(search, full))
				add_permission(search, all, row, permission);
		}
	}
}

/* --- Classes and initial SIDs ------------------------------------------ */

static const char *joined(const char *const *names, size_t count,
			  struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < count; i++)
		text = arena_format(arena, "%s%s%s", text, i ? ", " : "",
				    names[i]);
	return text;
}

static void add_class(const struct word_search *search,
		      const struct vector_accesses *all,
		      const struct object_class *row)
{
	struct arena *arena = search->arena;
	const char **names;
	const size_t count = registry_permissions(
		search->registry, row, search->release, arena, &names);
	struct word_meaning *meaning = word_add(search, "class", row->name,
						"an object class of policies");
	meaning->is_of_ops = true;
	meaning->lead = "of which permissions are asked by";
	word_add_fact(
		search, meaning, "in",
		registry_releases_shown(search->registry, &row->in, arena));
	word_add_fact(search, meaning, "asked on",
		      asked_on_shown(row->on, arena));
	word_add_fact(search, meaning, "permissions",
		      joined(names, count, arena));
	for (size_t i = 0; i < all->list.count; i++)
		if (strcmp(all->list.items[i].access->object_class,
			   row->name) == 0)
			word_add_op(search, meaning, all->list.items[i].op,
				    NULL);
}

static void add_sid(const struct word_search *search,
		    const struct vector_accesses *all,
		    const struct initial_sid *sid)
{
	struct arena *arena = search->arena;
	const char **names;
	const size_t count =
		registry_sids(search->registry, search->release, arena, &names);
	struct word_meaning *meaning = word_add(
		search, "initial SID", sid->name, "an initial SID of policies");
	meaning->is_of_ops = true;
	meaning->lead = "as object asked by";
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], sid->name) == 0)
			word_add_fact(search, meaning, "number",
				      arena_format(arena, "%zu", i + 1));
	word_add_fact(
		search, meaning, "in",
		registry_releases_shown(search->registry, &sid->in, arena));
	word_add_fact(search, meaning, "labels", sid_labels_name(sid->labels));
	word_add_fact(search, meaning, "trusted",
		      sid->trusted ? "whom it labels can do everything" : "");
	word_add_fact(search, meaning, "type",
		      sid->type ? arena_format(arena, "%s in Xen's own policy",
					       sid->type)
				: NULL);
	for (size_t i = 0; i < all->list.count; i++)
		if (strcmp(all->list.items[i].access->object, sid->name) == 0)
			word_add_op(search, meaning, all->list.items[i].op,
				    NULL);
}

void word_vector(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	struct vector_accesses all = {LIST_INIT};
	find_asked(search, &all);
	add_permissions(search, &all);
	for (unsigned i = 0; i < registry->class_count; i++)
		if (word_is(search, registry->classes[i].name))
			add_class(search, &all, &registry->classes[i]);
	for (unsigned i = 0; i < registry->sid_count; i++)
		if (word_is(search, registry->sids[i].name))
			add_sid(search, &all, &registry->sids[i]);
}
