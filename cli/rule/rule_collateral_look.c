/* What a permission that safe and covered ops share opens for a subject. */
#include "rule/rule_collateral_look.h"
#include "rule/rule_collateral_share.h"
#include "run/run.h"

/*
 * The queries of a course, about the party's labels.  The callers' rights are
 * laid out for them, since the group's own queries ask the same.
 */
static struct query **get_queries(struct run *run, struct sought *sought,
				  size_t index)
{
	const struct course *course = &sought->shared->courses.items[index];
	struct query **queries = sought->queries[index];
	if (queries)
		return queries;
	queries = arena_alloc(run->arena, course->ways.count, sizeof *queries);
	for (size_t i = 0; i < course->ways.count; i++) {
		const struct plan_way *way = course->ways.items[i];
		queries[i] = way->object == sought->shared->party
				     ? way_query(run, way)
				     : query_make(run->solver, way->needs,
						  way->need_count,
						  sought->shared->party,
						  way->system_domains);
	}
	sought->queries[index] = queries;
	return queries;
}

struct when sought_when(struct run *run, struct sought *sought, size_t index,
			unsigned label)
{
	struct query **queries = get_queries(run, sought, index);
	struct when when = when_never();
	for (size_t i = 0;
	     i < sought->shared->courses.items[index].ways.count &&
	     !when_is_always(&when);
	     i++) {
		const struct when one =
			query_when(run->solver, queries[i], label, false, NULL);
		when = when_or(&run->rights->conditions, &when, &one);
	}
	return when;
}

static bool is_done(const struct collateral_look *look, size_t course)
{
	return look->done[look->sought->shared->courses.items[course]
				  .group->index];
}

static uint64_t *new_set(struct collateral_look *look)
{
	return arena_alloc(&look->scratch, look->words, sizeof(uint64_t));
}

static void unite(const struct collateral_look *look, uint64_t *to,
		  const uint64_t *from)
{
	for (size_t i = 0; i < look->words; i++)
		to[i] |= from[i];
}

/* Labels on which some way of the course may be open. */
static void look_at(struct collateral_look *look, size_t index)
{
	struct solver *solver = look->run->solver;
	struct query **queries = get_queries(look->run, look->sought, index);
	look->always[index] = new_set(look);
	look->opened[index] = new_set(look);
	for (size_t i = 0;
	     i < look->sought->shared->courses.items[index].ways.count; i++) {
		query_gather(solver, queries[i], false, look->always[index]);
		if (query_varies(queries[i]))
			query_gather(solver, queries[i], true,
				     look->opened[index]);
	}
	unite(look, look->opened[index], look->always[index]);
}

/* The labels on which a safe and a covered course are open. */
static void find_both(struct collateral_look *look)
{
	const struct shared_right *shared = look->sought->shared;
	uint64_t *covered = new_set(look);
	look->both = new_set(look);
	for (size_t i = 0; i < shared->courses.count; i++) {
		if (look->opened[i] && shared->courses.items[i].safe)
			unite(look, look->both, look->opened[i]);
		if (look->opened[i] && shared->courses.items[i].covered)
			unite(look, covered, look->opened[i]);
	}
	for (size_t i = 0; i < look->words; i++)
		look->both[i] &= covered[i];
}

/* Leaves out of those labels the ones on which no state opens the course. */
static void keep_open(struct collateral_look *look, size_t index)
{
	const unsigned limit = look->run->policy->type_count;
	uint64_t *opened = look->opened[index];
	for (size_t i = 0; i < look->words; i++)
		opened[i] &= look->both[i];
	for (unsigned i = set_next(opened, 0, limit); i < limit;
	     i = set_next(opened, i + 1, limit)) {
		if (set_has(look->always[index], i))
			continue;
		const struct when when =
			sought_when(look->run, look->sought, index, i);
		if (when_is_never(&when))
			opened[i / 64] &= ~(UINT64_C(1) << i % 64);
	}
}

bool look_find(struct collateral_look *look)
{
	const struct shared_right *shared = look->sought->shared;
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->courses.count; i++) {
		safe |= is_done(look, i) && shared->courses.items[i].safe;
		covered |= is_done(look, i) && shared->courses.items[i].covered;
	}
	if (!safe || !covered)
		return false;
	look->always = arena_alloc(&look->scratch, shared->courses.count,
				   sizeof *look->always);
	look->opened = arena_alloc(&look->scratch, shared->courses.count,
				   sizeof *look->opened);
	for (size_t i = 0; i < shared->courses.count; i++)
		if (is_done(look, i))
			look_at(look, i);
	find_both(look);
	for (size_t i = 0; i < shared->courses.count; i++)
		if (look->opened[i])
			keep_open(look, i);
	find_both(look);
	return !set_is_empty(look->both, look->words);
}

bool look_opens(const struct collateral_look *look, size_t index)
{
	const uint64_t *opened = look->opened[index];
	for (size_t i = 0; opened && i < look->words; i++)
		if (opened[i] & look->both[i])
			return true;
	return false;
}

/* When it is open on some of them, as it is. */
static struct when find_when(const struct collateral_look *look, size_t index)
{
	struct run *run = look->run;
	const unsigned limit = run->policy->type_count;
	struct when when = when_never();
	for (size_t i = 0; i < look->words; i++)
		if (look->always[index][i] & look->both[i])
			return when_always();
	for (unsigned i = set_next(look->both, 0, limit);
	     i < limit && !when_is_always(&when);
	     i = set_next(look->both, i + 1, limit)) {
		if (!set_has(look->opened[index], i))
			continue;
		const struct when one =
			sought_when(run, look->sought, index, i);
		when = when_or(&run->rights->conditions, &when, &one);
	}
	return when;
}

const struct when *look_when(const struct collateral_look *look, size_t index)
{
	struct when *when = &look->whens[index];
	if (when_is_never(when))
		*when = find_when(look, index);
	return when;
}
