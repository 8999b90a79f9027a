/* Ways that ask nothing of the caller. */
#include "check/free.h"

#include <stdlib.h>

/*
 * Whether the way takes one permission of somebody on an object, no matter
 * whose and which: then each rule that grants it tells its objects.
 */
static bool is_one_rule(const struct solver *solver, const struct plan_way *way)
{
	const struct requirement *need = &way->needs[0];
	return way->need_count == 1 && !solver->run->policy->bounds &&
	       !solver->facts[way->index].constrained &&
	       need->object == way->object && party_is_open(need->object) &&
	       party_is_open(need->subject) && need->subject != need->object &&
	       !(need->permissions & (need->permissions - 1));
}

/* Whether a member of the type or attribute can have the role. */
static bool has_admitted(const struct solver *solver,
			 const struct plan_way *way, enum party role,
			 unsigned type)
{
	const struct policy_type *row = &solver->run->policy->types[type];
	for (unsigned i = 0; i < row->member_count; i++)
		if (way_admits(solver, way, role, row->members[i]))
			return true;
	return false;
}

/* The objects of such rules: of those that hold always, or of the others. */
static void gather_rules(struct solver *solver, const struct plan_way *way,
			 bool conditional, struct type_set *types)
{
	const struct requirement *need = &way->needs[0];
	const struct policy *policy = solver->run->policy;
	struct type_set *targets = solver_take_set(solver);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->object_class == need->object_class &&
		    (rule->permissions & need->permissions) &&
		    (rule->condition != POLICY_ALWAYS) == conditional &&
		    has_admitted(solver, way, need->subject, rule->source))
			type_set_add(targets, rule->target);
	}
	for (unsigned i = 0; i < targets->count; i++) {
		const struct policy_type *target =
			&policy->types[targets->items[i]];
		for (unsigned j = 0; j < target->member_count; j++)
			if (way_admits(solver, way, need->object,
				       target->members[j]))
				type_set_add(types, target->members[j]);
	}
	solver_give_back(solver, targets);
}

static bool has_permissive(const struct policy *policy)
{
	for (unsigned i = 0; i < policy->type_count; i++)
		if (policy->types[i].permissive)
			return true;
	return false;
}

/* The types on which such a way passes always. */
static void gather_free(struct solver *solver, const struct plan_way *way,
			struct type_set *objects)
{
	struct trial trial;
	if (is_one_rule(solver, way) && !has_permissive(solver->run->policy)) {
		gather_rules(solver, way, false, objects);
		type_set_sort(objects);
		return;
	}
	struct type_set *types = solver_take_set(solver);
	way_gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count; i++)
		if (trial_object(solver, way, false, types->items[i], &trial,
				 NULL))
			type_set_add(objects, types->items[i]);
	solver_give_back(solver, types);
}

/* The types on which it may pass sometimes. */
static void gather_free_varying(struct solver *solver,
				const struct plan_way *way,
				struct type_set *types)
{
	if (is_one_rule(solver, way) && !has_permissive(solver->run->policy))
		gather_rules(solver, way, true, types);
	else
		way_gather_candidates(solver, way, true, types);
	type_set_sort(types);
}

const struct way_facts *free_solve(struct solver *solver,
				   const struct plan_way *way)
{
	struct way_facts *facts = &solver->facts[way->index];
	struct arena *arena = solver->rights->arena;
	list_of(struct hit) hits = LIST_INIT;
	if (facts->solved)
		return facts;
	struct type_set *objects = solver_take_set(solver);
	struct type_set *types = solver_take_set(solver);
	gather_free(solver, way, objects);
	if (facts->varies)
		gather_free_varying(solver, way, types);
	for (unsigned i = 0; i < types->count; i++) {
		struct trial trial;
		struct when when = when_never();
		unsigned object = types->items[i];
		if (!objects->has[object] &&
		    trial_object(solver, way, true, object, &trial, &when))
			*list_push(&hits, arena) = (struct hit){object, when};
	}
	unsigned *items = arena_alloc(arena, objects->count, sizeof *items);
	for (unsigned i = 0; i < objects->count; i++)
		items[i] = objects->items[i];
	facts->objects = items;
	facts->object_count = objects->count;
	facts->hits = hits.items;
	facts->hit_count = hits.count;
	facts->solved = true;
	solver_give_back(solver, types);
	solver_give_back(solver, objects);
	return facts;
}

/* --- The caller as the object
 * -------------------------------------------------- */

bool free_is_about_domain(const struct plan_way *way)
{
	return way->object == PARTY_TARGET || way->object == PARTY_OTHER;
}

bool free_has_caller(struct solver *solver, const struct plan_way *way)
{
	if (!free_is_about_domain(way))
		return false;
	const struct way_facts *facts = free_solve(solver, way);
	return facts->object_count &&
	       bsearch(&solver->row.subject, facts->objects,
		       facts->object_count, sizeof *facts->objects,
		       type_compare);
}

bool free_has_caller_sometimes(struct solver *solver,
			       const struct plan_way *way)
{
	if (!free_is_about_domain(way))
		return false;
	const struct way_facts *facts = free_solve(solver, way);
	for (size_t i = 0; i < facts->hit_count; i++)
		if (facts->hits[i].object == solver->row.subject)
			return true;
	return false;
}
