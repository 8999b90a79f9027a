/* What is known of ways before a subject tries them. */
#include "check/solve.h"

/* Permissions by class that any rule grants, and any conditional one. */
struct granted {
	uint32_t *always, *sometimes;
	bool conditional_views;
};

static void find_granted(const struct rights *rights, struct arena *arena,
			 struct granted *granted)
{
	const struct policy *policy = rights->policy;
	unsigned count = policy->class_count;
	granted->always = arena_alloc(arena, count, sizeof(uint32_t));
	granted->sometimes = arena_alloc(arena, count, sizeof(uint32_t));
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		granted->always[rule->object_class] |= rule->permissions;
		if (rule->condition != POLICY_ALWAYS)
			granted->sometimes[rule->object_class] |=
				rule->permissions;
	}
	for (unsigned i = 0; i < policy->type_count; i++)
		for (unsigned j = 0; j < count && policy->types[i].permissive;
		     j++)
			granted->always[j] = UINT32_MAX;
	for (size_t i = 0; i < rights->transition_count; i++)
		granted->conditional_views |=
			rights->transitions[i].condition != POLICY_ALWAYS;
	unsigned object_class, bit;
	/* By bounds, what is asked can vary with any other permission. */
	for (unsigned i = 0; i < count && policy->bounds; i++)
		if (granted->sometimes[i])
			granted->sometimes[i] = UINT32_MAX;
	if (rights_find(policy, "domain", "set_target", &object_class, &bit))
		granted->conditional_views |=
			granted->sometimes[object_class] >> bit & 1;
}

static void find_facts(const struct solver *solver, const struct plan_way *way,
		       const struct granted *granted, struct way_facts *facts)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		unsigned class = need->object_class;
		facts->hopeless |=
			(need->permissions & ~granted->always[class]) != 0;
		facts->varies |= need->permissions & granted->sometimes[class];
		facts->constrained |= constraints_touch(
			solver->constraints, class, need->permissions);
		facts->varies |= granted->conditional_views &&
				 (need->object == PARTY_SELF ||
				  need->object == PARTY_TARGET ||
				  need->object == PARTY_OTHER ||
				  (way->shape != WAY_DIRECT &&
				   party_is_open(need->object)));
		facts->selfish |= need->object == PARTY_SELF;
	}
	facts->plain = way->shape == WAY_DIRECT && !facts->constrained &&
		       !solver->rights->policy->bounds;
}

static void find_all_facts(const struct solver *solver,
			   const struct plan_way *way,
			   const struct granted *granted)
{
	find_facts(solver, way, granted, &solver->facts[way->index]);
	for (unsigned i = 0; i < way->part_count; i++)
		find_facts(solver, &way->parts[i], granted,
			   &solver->facts[way->parts[i].index]);
}

struct solver *solver_make(struct run *run, struct arena *arena)
{
	struct solver *solver = arena_alloc(arena, 1, sizeof *solver);
	struct arena scratch = ARENA_INIT;
	struct granted granted = {NULL, NULL, false};
	vectors_of_policy(run->policy, arena, &solver->vectors);
	const struct planner planner = {run->registry, run->release,
					&solver->vectors};
	solver->run = run;
	solver->rights = run->rights;
	solver->constraints = run->constraints;
	groups_make(&planner, arena, &solver->groups);
	row_make(&solver->row, run->rights, &solver->groups, arena);
	solver->facts = arena_alloc(arena, solver->groups.way_count,
				    sizeof *solver->facts);
	find_granted(run->rights, &scratch, &granted);
	for (size_t i = 0; i < solver->groups.list.count; i++) {
		const struct group *group = solver->groups.list.items[i];
		for (size_t j = 0; j < group->way_count; j++)
			find_all_facts(solver, &group->ways[j], &granted);
	}
	arena_release(&scratch);
	return solver;
}

void solver_load(struct solver *solver, unsigned subject)
{
	if (solver->row.subject == subject)
		return;
	row_load(&solver->row, subject);
	solver->views_known = false;
}
