/* Who can do an op of which a site expects something, and in which cases. */
#include "rule/rule_expect_op.h"
#include "run/run.h"

/* A way of an op, ready to be asked of the caller and the object that are
 * expected of it. */
struct expected_way {
	const struct way *way;
	struct query *query; /* NULL: nothing is asked, or it is not passed */
	bool passes;	     /* whoever calls */
};

/* Whether the object is that domain as the loaded caller calls it. */
static bool is_object(struct run *run, unsigned object, unsigned meant)
{
	const struct views *views = solver_views(run->solver);
	if (meant == NO_TYPE || object == meant)
		return true;
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].own == meant &&
		    views->selves.items[i].seen == object)
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].own == meant &&
		    views->guests.items[i].seen == object)
			return true;
	return false;
}

/* Whether the loaded caller can be the object, as he sees himself. */
static bool is_itself(struct run *run, unsigned by, unsigned on)
{
	const struct views *views = solver_views(run->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == on)
			return true;
	return on == NO_TYPE || on == by;
}

/* Whether the way is for what is done to the caller itself alone. */
static bool is_for_itself(const struct way *way)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way->conditions[i].holds &&
		    way->conditions[i].conditions[0]->about & ABOUT_ITSELF)
			return true;
	return false;
}

/* Whether nothing that is asked in some case can refuse the loaded caller. */
static bool is_open(struct run *run, const struct expected_op *op, unsigned by,
		    unsigned on)
{
	const struct release *release = &run->registry->releases[run->release];
	const bool allowed = !release->unknown_refused &&
			     run->policy->handle_unknown == UNKNOWN_ALLOW;
	for (size_t i = 0; i < op->ways->count; i++) {
		const struct way *way = &op->ways->ways[i];
		if ((way_is_unchecked(way) ||
		     (allowed && way->end == WAY_UNKNOWN)) &&
		    (!is_for_itself(way) || is_itself(run, by, on)))
			return true;
	}
	return false;
}

struct when expected_can(struct run *run, const struct expected_op *op,
			 unsigned by, unsigned on, unsigned *object)
{
	struct arena scratch = ARENA_INIT;
	struct abilities abilities = {LIST_INIT};
	struct conditions *conditions = &run->rights->conditions;
	struct when all = when_never();
	const struct group *group =
		run->repertoire->groups
			.of_op[op->ways->op - run->registry->ops];
	*object = on;
	if (release_set_has(&op->ways->op->refused, run->release))
		return when_never();
	solver_load(run->solver, by);
	if (is_open(run, op, by, on))
		return when_always();
	if (group)
		abilities_find_in(run, group, &scratch, &abilities);
	for (size_t i = 0; i < abilities.list.count; i++) {
		const struct ability *ability = &abilities.list.items[i];
		const struct type_list objects =
			ability_objects(ability, &scratch);
		for (size_t j = 0; j < objects.count; j++) {
			solver_load(run->solver, by);
			if (!is_object(run, objects.items[j], on))
				continue;
			*object = objects.items[j];
			all = when_or(conditions, &all, ability->when);
			break;
		}
	}
	arena_release(&scratch);
	return all;
}

/* Whether all that others choose in the one way is chosen in the other. */
static bool is_chosen_in(const struct way *one, const struct way *other)
{
	for (unsigned i = 0; i < one->condition_count; i++) {
		bool found = one->conditions[i].by_caller;
		for (unsigned j = 0; j < other->condition_count && !found; j++)
			found = way_condition_equal(&one->conditions[i],
						    &other->conditions[j]);
		if (!found)
			return false;
	}
	return true;
}

/* When the loaded caller passes the way on the object. */
static struct when when_passes(struct run *run, const struct expected_way *way,
			       unsigned on)
{
	if (way->passes)
		return when_always();
	return way->query && on != NO_TYPE
		       ? query_when(run->solver, way->query, on, false, NULL)
		       : when_never();
}

/*
 * Whether the hook does not know what he may as well not name: other ways are
 * of the same case, and of more of what others choose.
 */
static bool is_avoidable(const struct op_ways *ways, const struct way *way)
{
	for (size_t i = 0; way->end == WAY_UNKNOWN && i < ways->count; i++)
		if (is_chosen_in(way, &ways->ways[i]) &&
		    !is_chosen_in(&ways->ways[i], way))
			return true;
	return false;
}

struct when expected_works(struct run *run, const struct expected_op *op,
			   unsigned by, unsigned on)
{
	struct conditions *conditions = &run->rights->conditions;
	struct when all = when_always();
	bool any = false;
	if (op->ways->refused)
		return when_never();
	solver_load(run->solver, by);
	for (size_t i = 0; i < op->ways->count; i++) {
		const struct way *way = &op->ways->ways[i];
		struct when some = when_never();
		if (way->end == WAY_REFUSED || way->end == WAY_ABSENT ||
		    is_avoidable(op->ways, way))
			continue;
		any = true;
		for (size_t j = 0; j < op->ways->count; j++) {
			if (!is_chosen_in(&op->ways->ways[j], way))
				continue;
			const struct when one =
				when_passes(run, &op->asked[j], on);
			some = when_or(conditions, &some, &one);
		}
		all = when_and(conditions, &all, &some);
	}
	return any ? all : when_never();
}

/* A query of what the way asks, of the caller and of one object. */
static struct expected_way prepare_way(struct run *run, const struct way *way)
{
	const bool open = way_is_unchecked(way);
	const struct requirements *asked =
		open ? &way->filtered : &way->required;
	struct expected_way ready = {.way = way};
	enum party objects[2] = {PARTY_TARGET};
	if (way->end != WAY_PASSES || !asked->grantable)
		return ready;
	ready.passes = !asked->count;
	if (ready.passes)
		return ready;
	if (!asked_objects(asked->items, asked->count, objects))
		objects[0] = asked->items[0].object;
	ready.query = query_make(run->solver, asked->items, asked->count,
				 objects[0], way->system_domains);
	return ready;
}

static void prepare_op(struct run *run, const struct op *op,
		       struct expected *expected)
{
	const size_t index = (size_t)(op - run->registry->ops);
	struct expected_op row = {.ways = run->shared->ways->of_op[index]};
	if (!row.ways) {
		row.ways = arena_alloc(run->arena, 1, sizeof *row.ways);
		((struct op_ways *)(uintptr_t)row.ways)->op = op;
	}
	row.asked = arena_alloc(run->arena, row.ways->count, sizeof *row.asked);
	for (size_t i = 0; i < row.ways->count; i++)
		row.asked[i] = prepare_way(run, &row.ways->ways[i]);
	*list_push(&expected->ops, run->arena) = row;
}

void expected_find_ops(struct run *run, struct expected *expected)
{
	const struct registry *registry = run->registry;
	unsigned last = NO_INDEX;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!op_matches(op, expected->from->op) ||
		    !release_set_has(&op->in, run->release))
			continue;
		unsigned apart = i;
		while (!op_stands_apart(registry, &registry->ops[apart],
					run->release))
			apart = registry->ops[apart].parent;
		if (apart != last)
			prepare_op(run, &registry->ops[apart], expected);
		last = apart;
	}
}
