/* Classes, permissions and initial SIDs of a proposed registry, in order. */
#include <string.h>

#include "tree/tree.h"
#include "verify/verify_draft.h"
#include "verify/verify_draft_vector.h"
#include "verify/verify_tree.h"

static void insert(struct places *places, size_t at, struct draft_place place,
		   struct arena *arena)
{
	list_push(&places->list, arena);
	memmove(places->list.items + at + 1, places->list.items + at,
		(places->list.count - 1 - at) * sizeof place);
	places->list.items[at] = place;
}

void draft_order(const struct registry_draft *draft, struct places *places,
		 const struct tree_name *names, size_t count)
{
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		size_t at = next;
		while (at < places->list.count &&
		       (strcmp(places->list.items[at].name, names[i].name) !=
				0 ||
			!release_set_has(&places->list.items[at].in,
					 draft->release)))
			at++;
		if (at == places->list.count) {
			insert(places, next,
			       (struct draft_place){names[i].name,
						    draft_now(draft), NO_INDEX},
			       draft->arena);
			at = next;
		}
		for (; next < at; next++)
			draft_end(draft, &places->list.items[next].in);
		next = at + 1;
	}
	for (; next < places->list.count; next++)
		draft_end(draft, &places->list.items[next].in);
}

static void draft_permissions(struct registry_draft *draft,
			      struct object_class *class,
			      const struct tree_class *other)
{
	struct places places = {LIST_INIT};
	const struct registry *old = draft->old;
	const unsigned old_first = class->permissions.first;
	for (unsigned i = 0; i < class->permissions.count; i++) {
		const struct permission *row = &old->permissions[old_first + i];
		*list_push(&places.list, draft->arena) = (struct draft_place){
			row->name, draft_moved(draft, &row->in), i};
	}
	if (other)
		draft_order(draft, &places, other->permissions.items,
			    other->permissions.count);
	class->permissions = (struct span){(unsigned)draft->permissions.count,
					   (unsigned)places.list.count};
	for (size_t i = 0; i < places.list.count; i++) {
		const struct draft_place *place = &places.list.items[i];
		struct permission row = {.on = class->on};
		if (place->old != NO_INDEX)
			row = old->permissions[old_first + place->old];
		row.name = place->name;
		row.in = place->in;
		*list_push(&draft->permissions, draft->arena) = row;
	}
}

static void draft_classes(struct registry_draft *draft)
{
	const struct tree_vectors *vectors = &draft->verification->vectors;
	struct places places = {LIST_INIT};
	struct tree_name *names = arena_alloc(
		draft->arena, vectors->classes.count + 1, sizeof *names);
	for (size_t i = 0; i < vectors->classes.count; i++)
		names[i] = (struct tree_name){vectors->classes.items[i].name,
					      vectors->classes.items[i].line};
	for (unsigned i = 0; i < draft->old->class_count; i++)
		*list_push(&places.list, draft->arena) = (struct draft_place){
			draft->old->classes[i].name,
			draft_moved(draft, &draft->old->classes[i].in), i};
	draft_order(draft, &places, names, vectors->classes.count);
	for (size_t i = 0; i < places.list.count; i++) {
		const struct draft_place *place = &places.list.items[i];
		const struct tree_class *other = NULL;
		struct object_class class = {.name = place->name};
		if (place->old != NO_INDEX)
			class = draft->old->classes[place->old];
		class.in = place->in;
		for (size_t j = 0; j < vectors->classes.count; j++)
			if (release_set_has(&class.in, draft->release) &&
			    strcmp(vectors->classes.items[j].name,
				   class.name) == 0)
				other = &vectors->classes.items[j];
		draft_permissions(draft, &class, other);
		*list_push(&draft->classes, draft->arena) = class;
	}
}

static void draft_sids(struct registry_draft *draft)
{
	const struct tree_vectors *vectors = &draft->verification->vectors;
	struct places places = {LIST_INIT};
	for (unsigned i = 0; i < draft->old->sid_count; i++)
		*list_push(&places.list, draft->arena) = (struct draft_place){
			draft->old->sids[i].name,
			draft_moved(draft, &draft->old->sids[i].in), i};
	draft_order(draft, &places, vectors->sids.items, vectors->sids.count);
	for (size_t i = 0; i < places.list.count; i++) {
		const struct draft_place *place = &places.list.items[i];
		struct initial_sid row = {.labels = SID_LABELS_UNKNOWN};
		if (place->old != NO_INDEX)
			row = draft->old->sids[place->old];
		row.name = place->name;
		row.in = place->in;
		*list_push(&draft->sids, draft->arena) = row;
	}
}

void draft_vectors(struct registry_draft *draft)
{
	draft_classes(draft);
	draft_sids(draft);
}
