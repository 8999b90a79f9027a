/* Accesses that differ in their targets alone, put together. */
#include "lint/lint_origin.h"

#include <stdlib.h>
#include <string.h>

/* An access, and its place among those of the finding. */
struct member {
	const struct origin *origin;
	unsigned rank; /* of the target's name */
	size_t place;
};

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_parts(const struct asked *a, const struct asked *b)
{
	int order = compare_numbers(a->source, b->source);
	if (!order)
		order = compare_numbers(a->right.object_class,
					b->right.object_class);
	return order ? order : compare_numbers(a->right.bit, b->right.bit);
}

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = compare_parts(&x->origin->asked, &y->origin->asked);
	if (!order)
		order = compare_numbers(x->rank, y->rank);
	return order ? order : compare_numbers(x->place, y->place);
}

/* Members of one source, class and permission, by their targets. */
struct access_span {
	const struct member *members;
	size_t count;
	size_t place; /* of the first to come */
};

static int compare_spans(const void *a, const void *b)
{
	const struct access_span *x = a, *y = b;
	return compare_numbers(x->place, y->place);
}

static struct member *sort_members(const struct run *run,
				   const struct origin *origins, size_t count,
				   struct arena *arena)
{
	struct member *members = arena_alloc(arena, count, sizeof *members);
	for (size_t i = 0; i < count; i++)
		members[i] = (struct member){
			&origins[i], run->rank[origins[i].asked.target], i};
	if (count)
		qsort(members, count, sizeof *members, compare_members);
	return members;
}

static size_t find_spans(const struct member *members, size_t count,
			 struct arena *arena, struct access_span **spans)
{
	size_t found = 0;
	*spans = arena_alloc(arena, count, sizeof **spans);
	for (size_t i = 0, end; i < count; i = end) {
		struct access_span span = {members + i, 0, members[i].place};
		for (end = i; end < count &&
			      compare_parts(&members[i].origin->asked,
					    &members[end].origin->asked) == 0;
		     end++)
			if (members[end].place < span.place)
				span.place = members[end].place;
		span.count = end - i;
		(*spans)[found++] = span;
	}
	if (found)
		qsort(*spans, found, sizeof **spans, compare_spans);
	return found;
}

static struct rule_finder *finder_of(struct run *run)
{
	if (!run->finder)
		run->finder = rule_finder_new(run->policy, run->arena);
	return run->finder;
}

static void fill(struct run *run, const struct access_span *span,
		 struct arena *arena, struct finding_asked *row)
{
	const struct finding_access *first = &span->members->origin->row;
	const struct asked *asked = &span->members->origin->asked;
	const char **names = arena_alloc(arena, span->count, sizeof *names);
	unsigned *targets = arena_alloc(arena, span->count, sizeof *targets);
	size_t count = 0;
	for (size_t i = 0; i < span->count; i++) {
		unsigned target = span->members[i].origin->asked.target;
		if (count && targets[count - 1] == target)
			continue;
		names[count] = run->policy->types[target].name;
		targets[count++] = target;
	}
	*row = (struct finding_asked){.source = first->source,
				      .targets = names,
				      .target_count = count,
				      .object_class = first->object_class,
				      .permission = first->permission};
	row->rule_count =
		rule_finder_ask(finder_of(run), asked->source, targets, count,
				asked->right.object_class, asked->right.bit,
				arena, &row->rules);
}

void origins_together(struct run *run, const struct origin *origins,
		      size_t count, struct arena *arena,
		      struct finding_details *details)
{
	struct arena scratch = ARENA_INIT;
	const struct member *members =
		sort_members(run, origins, count, &scratch);
	struct access_span *spans;
	size_t found = find_spans(members, count, &scratch, &spans);
	struct finding_asked *rows = arena_alloc(arena, found, sizeof *rows);
	for (size_t i = 0; i < found; i++)
		fill(run, &spans[i], arena, &rows[i]);
	details->asked = rows;
	details->asked_count = found;
	arena_release(&scratch);
}

/* --- By their rules ---------------------------------------------------------
 */

/* A target, and the rules that allow the access to it. */
struct ruled {
	const struct member *member;
	const unsigned *rules;
	size_t count;
};

static int compare_rules(const struct ruled *a, const struct ruled *b)
{
	if (a->count != b->count || !a->count)
		return compare_numbers(a->count, b->count);
	return memcmp(a->rules, b->rules, a->count * sizeof *a->rules);
}

static int compare_ruled(const void *a, const void *b)
{
	const struct ruled *x = a, *y = b;
	int order = compare_rules(x, y);
	return order ? order
		     : compare_numbers(x->member->rank, y->member->rank);
}

/* The span's targets, each once, by their rules. */
static size_t find_ruled(struct run *run, const struct access_span *span,
			 struct arena *arena, struct ruled **ruled)
{
	size_t count = 0;
	*ruled = arena_alloc(arena, span->count, sizeof **ruled);
	for (size_t i = 0; i < span->count; i++) {
		const struct member *member = &span->members[i];
		const struct asked *asked = &member->origin->asked;
		if (i && member[-1].rank == member->rank)
			continue;
		struct ruled *row = &(*ruled)[count++];
		row->member = member;
		row->count = rule_finder_ask_one(
			finder_of(run), asked->source, asked->target,
			asked->right.object_class, asked->right.bit, arena,
			&row->rules);
	}
	qsort(*ruled, count, sizeof **ruled, compare_ruled);
	return count;
}

/* A row on its way, and the place of the first of its accesses. */
struct placed_row {
	struct finding_asked row;
	size_t place;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed_row *x = a, *y = b;
	return compare_numbers(x->place, y->place);
}

/* The row of targets that have their rules in common. */
static struct placed_row row_of(const struct ruled *ruled, size_t count,
				struct arena *arena)
{
	const struct finding_access *first = &ruled->member->origin->row;
	const char **names = arena_alloc(arena, count, sizeof *names);
	struct placed_row placed = {.place = ruled->member->place};
	for (size_t i = 0; i < count; i++) {
		names[i] = ruled[i].member->origin->row.target;
		if (ruled[i].member->place < placed.place)
			placed.place = ruled[i].member->place;
	}
	unsigned *rules = arena_alloc(arena, ruled->count, sizeof *rules);
	if (ruled->count)
		memcpy(rules, ruled->rules, ruled->count * sizeof *rules);
	placed.row = (struct finding_asked){.source = first->source,
					    .targets = names,
					    .target_count = count,
					    .object_class = first->object_class,
					    .permission = first->permission,
					    .rules = rules,
					    .rule_count = ruled->count};
	return placed;
}

void origins_by_rules(struct run *run, const struct origin *origins,
		      size_t count, struct arena *arena,
		      struct finding_details *details)
{
	struct arena scratch = ARENA_INIT;
	const struct member *members =
		sort_members(run, origins, count, &scratch);
	struct access_span *spans;
	size_t found = find_spans(members, count, &scratch, &spans), kept = 0;
	struct placed_row *placed =
		arena_alloc(&scratch, count, sizeof *placed);
	for (size_t i = 0; i < found; i++) {
		struct ruled *ruled;
		size_t targets = find_ruled(run, &spans[i], &scratch, &ruled);
		for (size_t j = 0, end; j < targets; j = end) {
			for (end = j;
			     end < targets &&
			     compare_rules(&ruled[j], &ruled[end]) == 0;
			     end++)
				;
			placed[kept++] = row_of(&ruled[j], end - j, arena);
		}
	}
	if (kept)
		qsort(placed, kept, sizeof *placed, compare_placed);
	struct finding_asked *rows = arena_alloc(arena, kept, sizeof *rows);
	for (size_t i = 0; i < kept; i++)
		rows[i] = placed[i].row;
	details->asked = rows;
	details->asked_count = kept;
	arena_release(&scratch);
}
