/* The ways of all ops of a release, and what two ways have in common. */
#include "way/way.h"

void requirements_add(struct requirements *to, struct requirement *items,
		      const struct way_access *access)
{
	unsigned i = 0;
	to->items = items;
	if (!access->permission) {
		to->grantable = false;
		return;
	}
	while (i < to->count && (items[i].subject != access->subject ||
				 items[i].object != access->object ||
				 items[i].object_class != access->object_class))
		i++;
	if (i == to->count)
		items[to->count++] =
			(struct requirement){access->subject, access->object,
					     access->object_class, 0};
	items[i].permissions |= access->permission;
}

bool way_is_unchecked(const struct way *way)
{
	return way->end == WAY_PASSES && !way->required.count &&
	       way->required.grantable;
}

bool way_asks_same(const struct way *a, const struct way *b)
{
	if (a->end != b->end || a->access_count != b->access_count)
		return false;
	for (unsigned i = 0; i < a->access_count; i++)
		if (a->accesses[i].access != b->accesses[i].access)
			return false;
	return true;
}

bool op_stands_apart(const struct registry *registry, const struct op *op,
		     unsigned release)
{
	const unsigned end = op->accesses.first + op->accesses.count;
	if (op->parent == NO_INDEX)
		return true;
	for (unsigned i = op->accesses.first; i < end; i++)
		if (release_set_has(&registry->accesses[i].in, release))
			return true;
	return false;
}

const struct release_ways *release_ways_make(const struct way_request *request,
					     struct arena *arena)
{
	const struct registry *registry = request->registry;
	struct release_ways *all = arena_alloc(arena, 1, sizeof *all);
	struct op_ways *ops =
		arena_alloc(arena, registry->op_count, sizeof *ops);
	all->of_op = arena_alloc(arena, registry->op_count, sizeof *all->of_op);
	all->ops = ops;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!release_set_has(&op->in, request->release) ||
		    !op_stands_apart(registry, op, request->release))
			continue;
		op_ways_make(request, op, arena, &ops[all->count]);
		all->of_op[i] = &ops[all->count++];
	}
	return all;
}
