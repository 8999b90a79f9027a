/* The ways of all ops of a release, and what two ways have in common. */
#include <string.h>

#include "way/way_builtin.h"
#include "way/way_condition.h"
#include "way/way_expand.h"
#include "way/way_op.h"

bool access_asks(const struct access *access)
{
	return access->kind != ACCESS_NONE && access->kind != ACCESS_UNKNOWN;
}

enum answer access_answer(const struct access *access)
{
	static const enum answer answers[] = {
		[ACCESS_ASKED] = ANSWER_DECIDES,
		[ACCESS_FILTER] = ANSWER_FILTERS,
		[ACCESS_IGNORED] = ANSWER_IGNORED,
		[ACCESS_NONE] = ANSWER_IGNORED,
		[ACCESS_UNKNOWN] = ANSWER_IGNORED,
	};
	return answers[access->kind];
}

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

static struct requirements find_requirements(const struct way *way,
					     enum answer answer,
					     struct arena *arena)
{
	struct requirements found = {.grantable = true};
	unsigned most = 0;
	for (unsigned i = 0; i < way->access_count; i++)
		most += way->accesses[i].answer == answer;
	struct requirement *items = arena_alloc(arena, most, sizeof *items);
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].answer == answer)
			requirements_add(&found, items, &way->accesses[i]);
	return found;
}

void way_find_requirements(struct way *way, struct arena *arena)
{
	way->required = find_requirements(way, ANSWER_DECIDES, arena);
	way->filtered = find_requirements(way, ANSWER_FILTERS, arena);
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

static bool has_condition(const struct way *way,
			  const struct way_condition *condition)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way_condition_equal(&way->conditions[i], condition))
			return true;
	return false;
}

/* Whether the way is of a build and of alternatives that the base has. */
static bool is_beside(const struct way *base, const struct way *way)
{
	for (unsigned i = 0; i < base->condition_count; i++) {
		const struct way_condition *condition = &base->conditions[i];
		if (condition->decides == DECIDES_ACCESS ||
		    (condition->decides == DECIDES_CHOICE && !condition->holds))
			continue;
		if (!has_condition(way, condition))
			return false;
	}
	return true;
}

/*
 * Where the base asks nothing that can refuse it, or there is none: one of the
 * conditions under which something is asked holds always.
 */
static bool is_open_beside(const struct op_ways *ways, const struct way *way)
{
	bool based = false;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *base = &ways->ways[i];
		if (base->under_count || base->end != WAY_PASSES ||
		    !is_beside(base, way))
			continue;
		if (way_is_unchecked(base))
			return true;
		based = true;
	}
	return !based;
}

static bool is_under(const struct way *way,
		     const struct way_condition *condition)
{
	for (unsigned i = 0; i < way->under_count; i++)
		if (way->under[i].conditions[0] == condition->conditions[0])
			return true;
	return false;
}

/* Whether a, of the same build, is under some of what b is under, not all. */
static bool is_under_less(const struct way *a, const struct way *b)
{
	for (unsigned i = 0; i < a->condition_count; i++)
		if (a->conditions[i].decides == DECIDES_BUILD &&
		    !has_condition(b, &a->conditions[i]))
			return false;
	for (unsigned i = 0; i < a->under_count; i++)
		if (!is_under(b, &a->under[i]))
			return false;
	return a->under_count < b->under_count;
}

bool way_is_telling(const struct op_ways *ways, const struct way *way)
{
	if (way->end != WAY_PASSES || !way->under_count)
		return way->end == WAY_PASSES;
	if (way_is_unchecked(way) || !is_open_beside(ways, way))
		return false;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *other = &ways->ways[i];
		if (other->end == WAY_PASSES && other->under_count &&
		    !way_is_unchecked(other) && is_under_less(other, way))
			return false;
	}
	return true;
}

static bool requires(const struct way *way, const struct access *access)
{
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].access == access)
			return way->accesses[i].answer == ANSWER_DECIDES;
	return false;
}

bool way_is_telling_of(const struct op_ways *ways, const struct way *way,
		       const struct access *access)
{
	if (way->end != WAY_PASSES || !requires(way, access))
		return false;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *other = &ways->ways[i];
		if (other->end == WAY_PASSES && requires(other, access) &&
		    is_under_less(other, way))
			return false;
	}
	return true;
}

bool op_ways_end(const struct op_ways *ways, enum way_end end)
{
	for (size_t i = 0; i < ways->count; i++)
		if (ways->ways[i].end == end)
			return true;
	return false;
}

bool way_takes_away(const struct way *way)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way->conditions[i].holds &&
		    way->conditions[i].decides == DECIDES_CHOICE &&
		    way->conditions[i].conditions[0]->about & ABOUT_TAKES)
			return true;
	return false;
}

static void add_asked(struct ways_asked *asked, const struct way_access *access,
		      struct arena *arena)
{
	size_t at = asked->list.count;
	for (; at && asked->list.items[at - 1]->access >= access->access; at--)
		if (asked->list.items[at - 1]->access == access->access)
			return;
	list_push(&asked->list, arena);
	for (size_t i = asked->list.count - 1; i > at; i--)
		asked->list.items[i] = asked->list.items[i - 1];
	asked->list.items[at] = access;
}

struct ways_asked op_ways_asked(const struct op_ways *ways, struct arena *arena)
{
	struct ways_asked asked = {LIST_INIT};
	for (size_t i = 0; i < ways->count; i++)
		for (unsigned j = 0; j < ways->ways[i].access_count; j++)
			add_asked(&asked, &ways->ways[i].accesses[j], arena);
	return asked;
}

bool op_is_on(const struct registry *registry, const struct op *op,
	      unsigned release, const struct host_build *host)
{
	return hypercall_in_build(registry,
				  &registry->hypercalls[op->hypercall], release,
				  host) != HOLDS_NEVER &&
	       (!host || !host->arch ||
		op_on_arch(registry, op, release, host->arch));
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

static struct release_ways *expand_all(const struct way_request *request,
				       struct arena *arena)
{
	const struct registry *registry = request->registry;
	struct release_ways *all = arena_alloc(arena, 1, sizeof *all);
	struct op_ways *ops =
		arena_alloc(arena, registry->op_count, sizeof *ops);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, request->release) &&
		    op_is_on(registry, op, request->release, request->host) &&
		    op_stands_apart(registry, op, request->release))
			op_ways_make(request, op, arena, &ops[all->count++]);
	}
	all->ops = ops;
	return all;
}

const struct release_ways *release_ways_make(const struct way_request *request,
					     struct arena *arena)
{
	const struct registry *registry = request->registry;
	struct release_ways *all = built_ways_take(request, arena);
	if (!all)
		all = expand_all(request, arena);
	all->of_op = arena_alloc(arena, registry->op_count, sizeof *all->of_op);
	for (size_t i = 0; i < all->count; i++)
		all->of_op[all->ops[i].op - registry->ops] = &all->ops[i];
	return all;
}
