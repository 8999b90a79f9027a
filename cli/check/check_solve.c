#include "check/solve.h"

#include <stdlib.h>
#include <string.h>

#include "check/trial.h"

/* --- Sets of types ----------------------------------------------------------
 */

void type_set_add(struct type_set *set, unsigned type)
{
	if (!set->has[type])
		set->items[set->count++] = type;
	set->has[type] = true;
}

static int compare_types(const void *a, const void *b)
{
	const unsigned *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Many are found again in the order of types faster than they are sorted. */
void type_set_sort(struct type_set *set)
{
	bool sorted = true;
	for (unsigned i = 1; i < set->count && sorted; i++)
		sorted = set->items[i - 1] < set->items[i];
	if (sorted)
		return;
	if (set->count < set->capacity / 64) {
		qsort(set->items, set->count, sizeof *set->items,
		      compare_types);
		return;
	}
	unsigned count = 0;
	for (unsigned i = 0; count < set->count; i++)
		if (set->has[i])
			set->items[count++] = i;
}

struct type_set *solver_take_set(struct solver *solver)
{
	struct arena *arena = solver->rights->arena;
	unsigned count = solver->run->policy->type_count;
	if (solver->free_sets.count)
		return solver->free_sets.items[--solver->free_sets.count];
	struct type_set *set = arena_alloc(arena, 1, sizeof *set);
	set->has = arena_alloc(arena, count, sizeof *set->has);
	set->items = arena_alloc(arena, count, sizeof *set->items);
	set->capacity = count;
	return set;
}

void solver_give_back(struct solver *solver, struct type_set *set)
{
	for (unsigned i = 0; i < set->count; i++)
		set->has[set->items[i]] = false;
	set->count = 0;
	*list_push(&solver->free_sets, solver->rights->arena) = set;
}

/* --- What is known of ways ---------------------------------------------------
 */

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
	if (rights_find(policy, "domain", "set_target", &object_class, &bit))
		granted->conditional_views |=
			granted->sometimes[object_class] >> bit & 1;
}

static void find_facts(const struct solver *solver, const struct way *way,
		       const struct granted *granted, struct way_facts *facts)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		unsigned class = need->object_class;
		facts->hopeless |=
			(need->permissions & ~granted->always[class]) != 0;
		facts->varies |= need->permissions & granted->sometimes[class];
		facts->constrained |= constraints_touch(
			solver->constraints, class, need->permissions);
		facts->varies |= granted->conditional_views &&
				 (need->object == ROLE_SELF ||
				  (way->shape != WAY_DIRECT &&
				   role_is_open(need->object)));
		facts->selfish |= need->object == ROLE_SELF;
	}
	facts->plain = way->shape == WAY_DIRECT && !facts->constrained;
}

struct solver *solver_make(struct run *run, struct arena *arena)
{
	struct solver *solver = arena_alloc(arena, 1, sizeof *solver);
	struct arena scratch = ARENA_INIT;
	struct granted granted = {NULL, NULL, false};
	const struct planner planner = {run->registry, run->policy,
					run->release};
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
			find_facts(solver, &group->ways[j], &granted,
				   &solver->facts[group->ways[j].index]);
	}
	arena_release(&scratch);
	return solver;
}

void solver_load(struct solver *solver, unsigned subject)
{
	if (solver->row.subject == subject)
		return;
	row_load(&solver->row, subject);
	arena_release(&solver->scratch);
	solver->views_known = false;
}

bool way_is_likely(const struct solver *solver, const struct way *way,
		   bool sometimes)
{
	const struct way_facts *facts = &solver->facts[way->index];
	const struct rights *rights = solver->rights;
	const struct row *row = &solver->row;
	const uint32_t *any =
		(sometimes ? rights->any_sometimes : rights->any) +
		(size_t)row->subject * rights->policy->class_count;
	if (facts->hopeless || (sometimes && !facts->varies))
		return false;
	for (unsigned i = 0; i < way->need_count && !row->permissive; i++) {
		const struct need *need = &way->needs[i];
		if (need->subject == ROLE_CALLER &&
		    (need->permissions & ~any[need->object_class]))
			return false;
	}
	return true;
}

/* --- Plain ways
 * ----------------------------------------------------------------- */

/*
 * Whether the way is that plain for the loaded subject: a label for itself
 * that depends on booleans makes it less so.
 */
static bool is_plain(struct solver *solver, const struct way *way)
{
	const struct way_facts *facts = &solver->facts[way->index];
	return facts->plain &&
	       (!facts->selfish || solver_views(solver)->selves.count == 1);
}

/* The type of a role that is not open. */
static unsigned given_type(struct solver *solver, enum role role)
{
	if (role == ROLE_CALLER)
		return solver->row.subject;
	if (role == ROLE_SELF)
		return solver_views(solver)->selves.items[0].seen;
	return solver->run->known[role]->type;
}

/* Whether what is asked on types that are given is always allowed. */
static bool given_passes(struct solver *solver, const struct way *way)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		if (role_is_open(need->object))
			continue;
		uint32_t has = row_always(&solver->row,
					  given_type(solver, need->object),
					  need->object_class);
		if (need->permissions & ~has)
			return false;
	}
	return true;
}

/* Whether what is asked on the open role is always allowed on the type. */
static bool object_passes(const struct solver *solver, const struct way *way,
			  unsigned object)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		if (role_is_open(need->object) &&
		    (need->permissions &
		     ~row_always(&solver->row, object, need->object_class)))
			return false;
	}
	return true;
}

static bool lower_object_passes(const struct solver *solver,
				const struct way *way, unsigned object)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		if (role_is_open(need->object) &&
		    (need->permissions &
		     ~solver->row.lower
			      .permissions[need->object_class][object]))
			return false;
	}
	return true;
}

/* What the lower layer has in the class that has least, of the open role. */
static const struct touched *least_touched(const struct solver *solver,
					   const struct way *way)
{
	const struct touched *least = NULL;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct touched *touched =
			&solver->row.lower.touched[way->needs[i].object_class];
		if (role_is_open(way->needs[i].object) &&
		    (!least || touched->count < least->count))
			least = touched;
	}
	return least;
}

/* Whether some object passes by the lower layer alone. */
static bool lower_passes(struct solver *solver, const struct way *way)
{
	struct way_facts *facts = &solver->facts[way->index];
	const struct touched *least = least_touched(solver, way);
	if (facts->lower_version == solver->row.lower_version)
		return facts->lower_passes;
	facts->lower_version = solver->row.lower_version;
	facts->lower_passes = false;
	for (unsigned i = 0; i < least->count && !facts->lower_passes; i++)
		facts->lower_passes =
			lower_object_passes(solver, way, least->items[i]);
	return facts->lower_passes;
}

/* Adds all objects that pass by the lower layer alone. */
static void gather_lower(struct solver *solver, const struct way *way,
			 struct type_set *objects)
{
	struct way_facts *facts = &solver->facts[way->index];
	const struct touched *least = least_touched(solver, way);
	if (facts->lower_objects_version != solver->row.lower_version) {
		facts->lower_objects_version = solver->row.lower_version;
		facts->lower_objects.count = 0;
		for (unsigned i = 0; i < least->count; i++)
			if (lower_object_passes(solver, way, least->items[i]))
				*list_push(&facts->lower_objects,
					   solver->rights->arena) =
					least->items[i];
	}
	for (size_t i = 0; i < facts->lower_objects.count; i++)
		type_set_add(objects, facts->lower_objects.items[i]);
}

/* Adds the objects that pass by the upper layer, or by both. */
static void gather_upper(struct solver *solver, const struct way *way,
			 struct type_set *objects)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		const struct touched *touched =
			&solver->row.upper.touched[need->object_class];
		for (unsigned j = 0;
		     role_is_open(need->object) && j < touched->count; j++)
			if (object_passes(solver, way, touched->items[j]))
				type_set_add(objects, touched->items[j]);
	}
}

static bool upper_passes(struct solver *solver, const struct way *way)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		const struct touched *touched =
			&solver->row.upper.touched[need->object_class];
		for (unsigned j = 0;
		     role_is_open(need->object) && j < touched->count; j++)
			if (object_passes(solver, way, touched->items[j]))
				return true;
	}
	return false;
}

/* A single permission on some type is what way_is_likely() has made sure of. */
static bool plain_passes(struct solver *solver, const struct way *way)
{
	if (!given_passes(solver, way))
		return false;
	if (!role_is_open(way->object) || solver->row.permissive)
		return true;
	if (way->need_count == 1 &&
	    !(way->needs[0].permissions & (way->needs[0].permissions - 1)))
		return true;
	return lower_passes(solver, way) || upper_passes(solver, way);
}

static struct when plain_when(struct solver *solver, const struct way *way,
			      unsigned object)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_always();
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		unsigned target = role_is_open(need->object)
					  ? object
					  : given_type(solver, need->object);
		struct when one =
			row_when(&solver->row, target, need->object_class,
				 need->permissions);
		when = when_and(conditions, &when, &one);
		if (when_is_never(&when))
			break;
	}
	return when;
}

static struct trial plain_trial(struct solver *solver, const struct way *way,
				unsigned object)
{
	struct trial trial = trial_start(solver);
	if (solver->facts[way->index].selfish) {
		trial.own[ROLE_SELF] = solver->row.subject;
		trial.seen[ROLE_SELF] = given_type(solver, ROLE_SELF);
	}
	if (role_is_open(way->object)) {
		trial.own[way->object] = object;
		trial.seen[way->object] = object;
	}
	return trial;
}

/* --- All ways
 * ---------------------------------------------------------------------- */

/* The objects that are to be tried one by one. */
static void gather_candidates(struct solver *solver, const struct way *way,
			      bool varying, struct type_set *types)
{
	if (role_is_open(way->object))
		trial_candidates(solver, way, way->object, varying, types);
	else if (way->object != ROLE_SELF)
		type_set_add(types, given_type(solver, way->object));
	else
		for (size_t i = 0; i < solver_views(solver)->selves.count; i++)
			type_set_add(types, solver->views.selves.items[i].seen);
}

/*
 * Whether the way takes one permission of somebody on an object, no matter
 * whose and which: then each rule that grants it tells its objects.
 */
static bool is_one_rule(const struct solver *solver, const struct way *way)
{
	const struct need *need = &way->needs[0];
	return way->need_count == 1 && !solver->facts[way->index].constrained &&
	       need->object == way->object && role_is_open(need->object) &&
	       role_is_open(need->subject) && need->subject != need->object &&
	       !(need->permissions & (need->permissions - 1));
}

/* The objects of such rules: of those that hold always, or of the others. */
static void gather_rules(const struct solver *solver, const struct need *need,
			 bool conditional, struct type_set *types)
{
	const struct policy *policy = solver->run->policy;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_type *target = &policy->types[rule->target];
		if (rule->object_class != need->object_class ||
		    !(rule->permissions & need->permissions) ||
		    (rule->condition != POLICY_ALWAYS) != conditional ||
		    !policy->types[rule->source].member_count)
			continue;
		for (unsigned j = 0; j < target->member_count; j++)
			type_set_add(types, target->members[j]);
	}
}

/* Whether there is such a rule that holds always. */
static bool has_rule(const struct solver *solver, const struct need *need)
{
	const struct policy *policy = solver->run->policy;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->object_class == need->object_class &&
		    (rule->permissions & need->permissions) &&
		    rule->condition == POLICY_ALWAYS &&
		    policy->types[rule->source].member_count &&
		    policy->types[rule->target].member_count)
			return true;
	}
	return false;
}

static bool has_permissive(const struct policy *policy)
{
	for (unsigned i = 0; i < policy->type_count; i++)
		if (policy->types[i].permissive)
			return true;
	return false;
}

/* The types on which a way without the caller passes always. */
static void gather_free(struct solver *solver, const struct way *way,
			struct type_set *objects)
{
	struct trial trial;
	if (is_one_rule(solver, way) && !has_permissive(solver->run->policy)) {
		gather_rules(solver, &way->needs[0], false, objects);
		type_set_sort(objects);
		return;
	}
	struct type_set *types = solver_take_set(solver);
	gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count; i++)
		if (trial_object(solver, way, false, types->items[i], &trial,
				 NULL))
			type_set_add(objects, types->items[i]);
	solver_give_back(solver, types);
}

/* The types on which it may pass sometimes. */
static void gather_free_varying(struct solver *solver, const struct way *way,
				struct type_set *types)
{
	if (is_one_rule(solver, way) && !has_permissive(solver->run->policy))
		gather_rules(solver, &way->needs[0], true, types);
	else
		gather_candidates(solver, way, true, types);
	type_set_sort(types);
}

/* What a way without the caller lets pass, worked out once. */
static struct way_facts *solve_free(struct solver *solver,
				    const struct way *way)
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

/* Whether a way without the caller passes always: found out once. */
static bool free_passes(struct solver *solver, const struct way *way)
{
	struct way_facts *facts = &solver->facts[way->index];
	struct trial trial;
	if (facts->passes_known)
		return facts->passes;
	struct type_set *types = solver_take_set(solver);
	if (is_one_rule(solver, way) && has_rule(solver, &way->needs[0]))
		facts->passes = true;
	else
		gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count && !facts->passes; i++)
		facts->passes = trial_object(solver, way, false,
					     types->items[i], &trial, NULL);
	solver_give_back(solver, types);
	facts->passes_known = true;
	return facts->passes;
}

bool way_passes(struct solver *solver, const struct way *way)
{
	struct trial trial;
	bool passes = false;
	if (way->shape == WAY_FREE)
		return free_passes(solver, way);
	if (is_plain(solver, way))
		return plain_passes(solver, way);
	struct type_set *types = solver_take_set(solver);
	gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count && !passes; i++)
		passes = way_try(solver, way, types->items[i], &trial);
	solver_give_back(solver, types);
	return passes;
}

void way_gather(struct solver *solver, const struct way *way,
		struct type_set *objects)
{
	struct trial trial;
	if (way->shape == WAY_FREE) {
		const struct way_facts *facts = solve_free(solver, way);
		for (size_t i = 0; i < facts->object_count; i++)
			type_set_add(objects, facts->objects[i]);
		return;
	}
	if (is_plain(solver, way) && role_is_open(way->object) &&
	    !solver->row.permissive) {
		if (!given_passes(solver, way))
			return;
		gather_lower(solver, way, objects);
		gather_upper(solver, way, objects);
		return;
	}
	struct type_set *types = solver_take_set(solver);
	gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count; i++)
		if (way_try(solver, way, types->items[i], &trial))
			type_set_add(objects, types->items[i]);
	solver_give_back(solver, types);
}

/*
 * Of a plain way, where the given types pass always, only what conditional
 * rules speak of can vary.
 */
static void gather_conditional(struct solver *solver, const struct way *way,
			       struct type_set *objects)
{
	const struct row *row = &solver->row;
	const struct policy *policy = solver->run->policy;
	for (size_t i = 0; i < row->conditional.count; i++) {
		const struct policy_rule *rule = row->conditional.items[i];
		const struct policy_type *target = &policy->types[rule->target];
		bool needed = false;
		for (unsigned j = 0; j < way->need_count; j++)
			needed |=
				way->needs[j].object_class ==
					rule->object_class &&
				role_is_open(way->needs[j].object) &&
				(way->needs[j].permissions & rule->permissions);
		for (unsigned j = 0; needed && j < target->member_count; j++)
			type_set_add(objects, target->members[j]);
	}
}

void way_gather_varying(struct solver *solver, const struct way *way,
			struct type_set *objects)
{
	if (way->shape == WAY_FREE) {
		const struct way_facts *facts = solve_free(solver, way);
		for (size_t i = 0; i < facts->hit_count; i++)
			type_set_add(objects, facts->hits[i].object);
	} else if (is_plain(solver, way) && role_is_open(way->object) &&
		   given_passes(solver, way)) {
		gather_conditional(solver, way, objects);
	} else {
		gather_candidates(solver, way, true, objects);
	}
}

/* Whether the way could be about the object at all. */
static bool can_be_about(struct solver *solver, const struct way *way,
			 unsigned object)
{
	if (way->object == ROLE_SELF && !is_plain(solver, way))
		return true;
	return role_is_open(way->object) ||
	       given_type(solver, way->object) == object;
}

bool way_try(struct solver *solver, const struct way *way, unsigned object,
	     struct trial *trial)
{
	if (!can_be_about(solver, way, object))
		return false;
	if (!is_plain(solver, way))
		return trial_object(solver, way, false, object, trial, NULL);
	if (!given_passes(solver, way) || !object_passes(solver, way, object))
		return false;
	*trial = plain_trial(solver, way, object);
	return true;
}

struct when way_try_varying(struct solver *solver, const struct way *way,
			    unsigned object, struct trial *trial)
{
	struct when when = when_never();
	if (!can_be_about(solver, way, object))
		return when;
	if (!is_plain(solver, way)) {
		trial_object(solver, way, true, object, trial, &when);
		return when;
	}
	when = plain_when(solver, way, object);
	*trial = plain_trial(solver, way, object);
	return when;
}
