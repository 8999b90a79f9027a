/* Ops that need the same, in groups. */
#include <string.h>

#include "run/run_group.h"
#include "run/run_plan.h"

static bool has_ways(const struct group *group, const struct plan_way *ways,
		     size_t count)
{
	if (group->way_count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!way_equal(&group->ways[i], &ways[i]))
			return false;
	return true;
}

bool group_equal(const struct group *a, const struct group *b)
{
	return has_ways(a, b->ways, b->way_count);
}

static bool is_shown_before(const struct group *group, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (way_same_under(&group->ways[i], &group->ways[index]))
			return true;
	return false;
}

const char *group_shown_conditions(const struct group *group,
				   struct arena *arena)
{
	const char *shown = NULL;
	for (size_t i = 0; i < group->way_count; i++) {
		const struct plan_way *way = &group->ways[i];
		if (!way->under_count)
			return NULL;
		for (unsigned j = 0; j < way->under_count; j++)
			if (!is_shown_before(group, i))
				shown = arena_format(arena, "%s%s%s",
						     shown ? shown : "",
						     j	     ? "; and: "
						     : shown ? "; or: "
							     : "",
						     way->under[j]->text);
	}
	return shown;
}

bool way_is_about_domain(const struct plan_way *way)
{
	return way->object == PARTY_TARGET || way->object == PARTY_OTHER;
}

/* The ways of the plan, of whatever op of the group. */
static const struct plan_way *copy_ways(const struct plan *plan,
					struct arena *arena,
					unsigned *way_count)
{
	struct plan_way *ways =
		arena_alloc(arena, plan->ways.count, sizeof *ways);
	for (size_t i = 0; i < plan->ways.count; i++) {
		ways[i] = plan->ways.items[i];
		/* Each op of the group has other ones. */
		ways[i].accesses = NULL;
		ways[i].access_count = 0;
		ways[i].index = (*way_count)++;
	}
	return ways;
}

/* The sum of what is asked, in whatever order. */
static uint32_t plan_mark(const struct plan *plan)
{
	uint32_t mark = 0;
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		for (unsigned j = 0; j < way->need_count; j++) {
			const struct requirement *need = &way->needs[j];
			mark += (need->object_class * 31 + need->object * 7 +
				 need->subject + need->permissions) *
				UINT32_C(2654435761);
		}
	}
	return mark ^ mark >> 16;
}

/* Groups by their marks, while they are made. */
enum { SLOTS = 256 };
struct group_making {
	struct groups *groups;
	struct group *slots[SLOTS];
};

static struct group *find_group(struct group_making *making,
				const struct plan *plan, struct arena *arena)
{
	struct groups *groups = making->groups;
	const uint32_t mark = plan_mark(plan);
	struct group **slot = &making->slots[mark % SLOTS];
	struct group *group = *slot;
	while (group && (group->mark != mark ||
			 !has_ways(group, plan->ways.items, plan->ways.count)))
		group = group->beside;
	if (group)
		return group;
	group = arena_alloc(arena, 1, sizeof *group);
	group->mark = mark;
	group->beside = *slot;
	*slot = group;
	group->ways = copy_ways(plan, arena, &groups->way_count);
	group->way_count = plan->ways.count;
	for (size_t i = 0; i < group->way_count; i++)
		group->free |= group->ways[i].free;
	group->index = (unsigned)groups->list.count;
	*list_push(&groups->list, arena) = group;
	return group;
}

void groups_make(const struct registry *registry,
		 const struct release_ways *ways, struct arena *arena,
		 struct groups *groups)
{
	struct group_making making = {.groups = groups};
	struct plan *plans = arena_alloc(arena, ways->count, sizeof *plans);
	*groups =
		(struct groups){.of_op = arena_alloc(arena, registry->op_count,
						     sizeof *groups->of_op),
				.plans = plans};
	for (size_t i = 0; i < ways->count; i++) {
		const struct op *op = ways->ops[i].op;
		plan_make(&ways->ops[i], arena, &plans[i]);
		if (plans[i].open || plans[i].unknown)
			*list_push(&groups->open, arena) = &plans[i];
		if (!plans[i].ways.count)
			continue;
		struct group *group = find_group(&making, &plans[i], arena);
		group->ops = list_grow(group->ops, group->op_count,
				       &group->op_capacity, sizeof *group->ops,
				       arena);
		group->ops[group->op_count++] = op;
		groups->of_op[op - registry->ops] = group;
	}
}
