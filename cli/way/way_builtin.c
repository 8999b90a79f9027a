/*
 * The ways of a release of the built-in registry, from tables that were printed
 * when xsmc was built: what is left to do is to number classes and permissions
 * as the vectors do.
 */
#include "way/way_builtin.h"
#include "way/way_condition.h"
#include "way/way_op.h"
#include "way/way_vector.h"

/* A permission as the vectors number it. */
struct numbered {
	unsigned object_class; /* NO_INDEX: they have none */
	uint32_t permission;   /* 0: they have none */
};

struct built_taking {
	const struct registry *registry;
	const struct built_ways *built;
	struct arena *arena;
	const struct numbered *permissions;	  /* of the registry's */
	const struct way_condition *conditions;	  /* of the table's */
	const struct way_condition *const *lists; /* of the table's */
};

/* --- What all ops share ----------------------------------------------- */

static const struct numbered *number_all(const struct registry *registry,
					 const struct vectors *vectors,
					 struct arena *arena)
{
	struct numbered *all =
		arena_alloc(arena, registry->permission_count, sizeof *all);
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		const unsigned number = vectors_class(vectors, class->name);
		for (unsigned j = 0; j < class->permissions.count; j++) {
			const unsigned row = class->permissions.first + j;
			all[row].object_class = number;
			all[row].permission = vectors_permission(
				vectors, number,
				registry->permissions[row].name);
		}
	}
	return all;
}

static const struct way_condition *take_conditions(
	const struct built_taking *taking)
{
	const struct built_ways *built = taking->built;
	struct way_condition *all =
		arena_alloc(taking->arena, built->condition_count, sizeof *all);
	for (size_t i = 0; i < built->condition_count; i++) {
		const struct built_condition *row = &built->conditions[i];
		const struct built_span span = row->conditions;
		const struct condition **conditions = arena_alloc(
			taking->arena, span.count, sizeof *conditions);
		for (unsigned j = 0; j < span.count; j++)
			conditions[j] =
				&taking->registry->conditions
					 [built->numbers[span.first + j]];
		all[i] = (struct way_condition){(enum deciding)row->decides,
						row->by_caller, row->holds,
						conditions, span.count};
	}
	return all;
}

static const struct way_condition *const *take_lists(
	const struct built_taking *taking)
{
	const struct built_ways *built = taking->built;
	const struct way_condition **all =
		arena_alloc(taking->arena, built->list_count, sizeof *all);
	for (size_t i = 0; i < built->list_count; i++) {
		const struct built_span span = built->lists[i];
		struct way_condition *list =
			arena_alloc(taking->arena, span.count, sizeof *list);
		for (unsigned j = 0; j < span.count; j++)
			list[j] = taking->conditions[built->numbers[span.first +
								    j]];
		all[i] = list;
	}
	return all;
}

/* --- An op ------------------------------------------------------------ */

static struct way_access take_access(const struct built_taking *taking,
				     unsigned index)
{
	const struct access *access = &taking->registry->accesses[index];
	const struct built_access *row = &taking->built->accesses[index];
	struct way_access taken = {.access = access,
				   .answer = access_answer(access)};
	if (!access_asks(access))
		return taken;
	const struct numbered *permission =
		&taking->permissions[row->permission];
	taken.subject = (enum party)row->subject;
	taken.object = (enum party)row->object;
	taken.object_class = permission->object_class;
	taken.permission = permission->permission;
	return taken;
}

static struct way take_way(const struct built_taking *taking,
			   const struct built_op *op,
			   const struct built_way *row)
{
	const struct built_ways *built = taking->built;
	const struct built_span span = row->accesses;
	struct way_access *accesses =
		arena_alloc(taking->arena, span.count, sizeof *accesses);
	for (unsigned i = 0; i < span.count; i++)
		accesses[i] =
			take_access(taking, built->numbers[span.first + i]);
	struct way way = {.op = &taking->registry->ops[op->op],
			  .end = (enum way_end)row->end,
			  .conditions = taking->lists[row->conditions],
			  .condition_count =
				  built->lists[row->conditions].count,
			  .under = taking->lists[row->under],
			  .under_count = built->lists[row->under].count,
			  .accesses = accesses,
			  .access_count = span.count,
			  .system_domains = op->system_domains};
	way_find_requirements(&way, taking->arena);
	return way;
}

static struct op_ways take_op(const struct built_taking *taking,
			      const struct built_op *op)
{
	const struct built_span span = op->accesses;
	struct way *ways =
		arena_alloc(taking->arena, op->ways.count, sizeof *ways);
	const struct access **accesses =
		arena_alloc(taking->arena, span.count, sizeof *accesses);
	for (unsigned i = 0; i < span.count; i++)
		accesses[i] = &taking->registry->accesses
				       [taking->built->numbers[span.first + i]];
	for (unsigned i = 0; i < op->ways.count; i++)
		ways[i] = take_way(taking, op,
				   &taking->built->ways[op->ways.first + i]);
	return (struct op_ways){
		.op = &taking->registry->ops[op->op],
		.accesses = {op->recorded, {accesses, span.count, span.count}},
		.refused = op->refused,
		.ways = ways,
		.count = op->ways.count};
}

struct release_ways *built_ways_take(const struct way_request *request,
				     struct arena *arena)
{
	const struct built_ways *built = &ways_builtin;
	const struct registry *registry = request->registry;
	struct built_taking taking = {registry, built, arena, NULL, NULL, NULL};
	if (registry != &registry_builtin || request->host || !built->op_count)
		return NULL;
	taking.permissions = number_all(registry, request->vectors, arena);
	taking.conditions = take_conditions(&taking);
	taking.lists = take_lists(&taking);
	struct release_ways *all = arena_alloc(arena, 1, sizeof *all);
	struct op_ways *ops =
		arena_alloc(arena, registry->op_count, sizeof *ops);
	for (size_t i = 0; i < built->op_count; i++)
		if (release_set_has(&built->ops[i].in, request->release))
			ops[all->count++] = take_op(&taking, &built->ops[i]);
	all->ops = ops;
	return all;
}
