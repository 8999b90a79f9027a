#include "check/ability.h"

#include <string.h>

size_t group_ops(const struct group *group, const struct op *const **ops)
{
	*ops = (const struct op *const *)group->ops;
	return group->op_count;
}

static bool is_about(const struct plan_way *way, enum party role)
{
	return role == ANY_ROLE || way->object == role;
}

/* When the group's ops pass on the object: always by one way, or by several. */
static struct when object_when(struct solver *solver, const struct group *group,
			       enum party role, unsigned object)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_never();
	struct trial trial;
	for (size_t i = 0; i < group->way_count; i++)
		if (is_about(&group->ways[i], role) &&
		    way_is_likely(solver, &group->ways[i], false) &&
		    way_try(solver, &group->ways[i], object, &trial))
			return when_always();
	for (size_t i = 0; i < group->way_count; i++) {
		if (!is_about(&group->ways[i], role) ||
		    !way_is_likely(solver, &group->ways[i], true))
			continue;
		struct when one = way_try_varying(solver, &group->ways[i],
						  object, &trial);
		when = when_or(conditions, &when, &one);
	}
	return when;
}

struct when ability_when(struct run *run, unsigned subject,
			 const struct group *group, enum party role,
			 unsigned object)
{
	solver_load(run->solver, subject);
	return object_when(run->solver, group, role, object);
}

static bool varies(const struct solver *solver, const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (way_is_likely(solver, &group->ways[i], true))
			return true;
	return false;
}

static void gather_varying(struct solver *solver, const struct group *group,
			   struct type_set *objects)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (way_is_likely(solver, &group->ways[i], true))
			way_gather_varying(solver, &group->ways[i], objects);
	type_set_sort(objects);
}

static bool passes_always(struct solver *solver, const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (way_is_likely(solver, &group->ways[i], false) &&
		    way_passes(solver, &group->ways[i]))
			return true;
	return false;
}

static void add_ability(struct solver *solver, const struct group *group,
			const struct when *when, struct arena *arena,
			struct abilities *abilities)
{
	static const struct when always = {WHEN_ALWAYS};
	struct ability *ability = list_push(&abilities->list, arena);
	*ability = (struct ability){.run = solver->run,
				    .subject = solver->row.subject,
				    .group = group,
				    .when = &always,
				    .default_state = true};
	if (when_is_always(when))
		return;
	struct when *copy = arena_alloc(arena, 1, sizeof *copy);
	*copy = *when;
	ability->when = copy;
	ability->condition = when_text(&solver->rights->conditions, when,
				       &ability->default_state);
}

static bool is_new(const struct abilities *abilities, size_t first,
		   const struct when *when)
{
	for (size_t i = first; i < abilities->list.count; i++)
		if (when_equal(abilities->list.items[i].when, when))
			return false;
	return true;
}

static void find_in_group(struct solver *solver, const struct group *group,
			  struct arena *arena, struct abilities *abilities)
{
	const struct when always = when_always();
	size_t first = abilities->list.count;
	if (passes_always(solver, group))
		add_ability(solver, group, &always, arena, abilities);
	if (!varies(solver, group))
		return;
	struct type_set *objects = solver_take_set(solver);
	gather_varying(solver, group, objects);
	for (unsigned i = 0; i < objects->count; i++) {
		struct when when =
			object_when(solver, group, ANY_ROLE, objects->items[i]);
		if (!when_is_never(&when) && is_new(abilities, first, &when))
			add_ability(solver, group, &when, arena, abilities);
	}
	solver_give_back(solver, objects);
}

void abilities_find(struct solver *solver, struct arena *arena,
		    struct abilities *abilities)
{
	const struct groups *groups = &solver->groups;
	for (size_t i = 0; i < groups->list.count; i++)
		find_in_group(solver, groups->list.items[i], arena, abilities);
}

/* Adds the types on which the loaded subject has the ability. */
static void find_objects(struct solver *solver, const struct group *group,
			 const struct when *when, struct type_set *objects)
{
	struct type_set *varying = solver_take_set(solver);
	bool always = when_is_always(when);
	for (size_t i = 0; always && i < group->way_count; i++)
		if (way_is_likely(solver, &group->ways[i], false))
			way_gather(solver, &group->ways[i], objects);
	if (varies(solver, group))
		gather_varying(solver, group, varying);
	for (unsigned i = 0; i < varying->count; i++) {
		unsigned object = varying->items[i];
		struct when one = object_when(solver, group, ANY_ROLE, object);
		if (when_equal(&one, when))
			type_set_add(objects, object);
	}
	type_set_sort(objects);
	solver_give_back(solver, varying);
}

static struct type_list list_copy(const unsigned *types, size_t count,
				  struct arena *arena)
{
	unsigned *items = arena_alloc(arena, count, sizeof *items);
	if (count)
		memcpy(items, types, count * sizeof *items);
	return (struct type_list){items, count};
}

struct type_list ability_objects(const struct ability *ability,
				 struct arena *arena)
{
	struct solver *solver = ability->run->solver;
	solver_load(solver, ability->subject);
	if (solver->last.group != ability->group ||
	    solver->last.subject != ability->subject ||
	    !when_equal(&solver->last.when, ability->when)) {
		struct type_set *objects = solver_take_set(solver);
		find_objects(solver, ability->group, ability->when, objects);
		solver->last.objects.count = 0;
		for (unsigned i = 0; i < objects->count; i++)
			*list_push(&solver->last.objects, solver->run->arena) =
				objects->items[i];
		solver->last.subject = ability->subject;
		solver->last.group = ability->group;
		solver->last.when = *ability->when;
		solver_give_back(solver, objects);
	}
	return list_copy(solver->last.objects.items, solver->last.objects.count,
			 arena);
}

/* The first way that always passes, of those that are looked at again or not.
 */
static bool find_always(struct solver *solver, const struct group *group,
			bool again, unsigned object, struct pass *pass)
{
	for (size_t i = 0; i < group->way_count; i++) {
		pass->way = &group->ways[i];
		if (pass->way->again == again &&
		    way_is_likely(solver, pass->way, false) &&
		    way_try(solver, pass->way, object, &pass->trial))
			return true;
	}
	return false;
}

static void find_varying(struct solver *solver, const struct group *group,
			 unsigned object, struct arena *arena,
			 struct passes *passes)
{
	struct pass pass;
	for (size_t i = 0; i < group->way_count; i++) {
		pass.way = &group->ways[i];
		if (!way_is_likely(solver, pass.way, true))
			continue;
		struct when when =
			way_try_varying(solver, pass.way, object, &pass.trial);
		if (!when_is_never(&when))
			*list_push(&passes->list, arena) = pass;
	}
}

void passes_find(struct solver *solver, const struct group *group,
		 unsigned object, struct arena *arena, struct passes *passes)
{
	const size_t before = passes->list.count;
	struct pass pass;
	solver->by_name = true;
	for (unsigned again = 0; again < 2; again++)
		if (find_always(solver, group, again, object, &pass))
			*list_push(&passes->list, arena) = pass;
	if (passes->list.count == before)
		find_varying(solver, group, object, arena, passes);
	solver->by_name = false;
}
