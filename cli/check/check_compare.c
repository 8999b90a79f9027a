#include <stdlib.h>
#include <string.h>

#include "check/check.h"

static int compare_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/*
 * Findings that are equal here say the same of other objects.  The level is
 * part of it: what a role made a note and makes one no more is news.
 */
static int compare_findings(const struct finding *x, const struct finding *y)
{
	int order = compare_strings(x->subject, y->subject);
	if (!order)
		order = (int)y->level - (int)x->level;
	if (!order)
		order = strcmp(x->rule->code, y->rule->code);
	if (!order && x->op != y->op)
		order = !x->op || (y->op && x->op < y->op) ? -1 : 1;
	if (!order)
		order = compare_strings(x->condition, y->condition);
	if (!order)
		order = compare_strings(x->role, y->role);
	return order;
}

static int compare_rows(const void *a, const void *b)
{
	const struct lint_row *x = a, *y = b;
	int order = compare_findings(x->finding, y->finding);
	if (!order)
		order = (int)x->change - (int)y->change;
	if (!order && x->finding != y->finding)
		order = x->finding < y->finding ? -1 : 1;
	return order;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Rows of findings that say the same, of both policies. */
struct group {
	const struct lint_row *rows;
	size_t count;
};

/* All objects of the group's rows of the change, sorted, in the arena. */
static size_t gather_objects(const struct group *group, enum change change,
			     struct arena *arena, const char ***objects)
{
	size_t count = 0, most = 0;
	for (size_t i = 0; i < group->count; i++)
		most += group->rows[i].object_count;
	*objects = arena_alloc(arena, most + 1, sizeof **objects);
	for (size_t i = 0; i < group->count; i++) {
		const struct lint_row *row = &group->rows[i];
		for (size_t j = 0;
		     row->change == change && j < row->object_count; j++)
			(*objects)[count++] = row->objects[j];
	}
	qsort(*objects, count, sizeof **objects, compare_names);
	return count;
}

static bool has_change(const struct group *group, enum change change)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->rows[i].change == change)
			return true;
	return false;
}

/* Takes off the row's objects that the sorted names have. */
static void take_off(struct lint_row *row, const char *const *names,
		     size_t count, struct arena *arena)
{
	const char **left = arena_alloc(arena, row->object_count, sizeof *left);
	size_t kept = 0;
	for (size_t i = 0; i < row->object_count; i++)
		if (!bsearch(&row->objects[i], names, count, sizeof *names,
			     compare_names))
			left[kept++] = row->objects[i];
	row->objects = left;
	row->object_count = kept;
}

/*
 * Stores what of the group is in one policy alone, where the group itself may
 * begin; returns how many rows.
 */
static size_t keep_changes(const struct group *group, struct arena *arena,
			   struct lint_row *kept)
{
	struct arena work = ARENA_INIT;
	const char **objects[CHANGE_REMOVED + 1];
	size_t counts[CHANGE_REMOVED + 1], rows = 0;
	bool has[CHANGE_REMOVED + 1];
	for (unsigned i = CHANGE_ADDED; i <= CHANGE_REMOVED; i++) {
		counts[i] = gather_objects(group, (enum change)i, &work,
					   &objects[i]);
		has[i] = has_change(group, (enum change)i);
	}
	for (size_t i = 0; i < group->count; i++) {
		struct lint_row row = group->rows[i];
		enum change other = row.change == CHANGE_ADDED ? CHANGE_REMOVED
							       : CHANGE_ADDED;
		bool had_objects = row.object_count;
		if (had_objects && counts[other])
			take_off(&row, objects[other], counts[other], arena);
		if (had_objects ? row.object_count : !has[other])
			kept[rows++] = row;
	}
	arena_release(&work);
	return rows;
}

static size_t add_rows(const struct lint *lint, enum change change,
		       struct arena *arena, struct lint_row *rows)
{
	const struct lint_view all = lint_view_all(lint);
	for (size_t i = 0; i < all.row_count; i++) {
		rows[i] = lint_view_row(&all, i);
		const char **objects;
		rows[i].change = change;
		rows[i].object_count =
			lint_objects(lint, rows[i].finding, arena, &objects);
		rows[i].objects = objects;
	}
	return all.row_count;
}

struct lint_view lint_view_changes(const struct lint *lint,
				   const struct lint *old, struct arena *arena)
{
	size_t count = lint->finding_count + old->finding_count, kept = 0;
	struct lint_row *rows = arena_alloc(arena, count + 1, sizeof *rows);
	size_t first = add_rows(lint, CHANGE_ADDED, arena, rows);
	add_rows(old, CHANGE_REMOVED, arena, rows + first);
	qsort(rows, count, sizeof *rows, compare_rows);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (compare_findings(rows[i].finding,
					     rows[end].finding) != 0)
				break;
		const struct group group = {rows + i, end - i};
		kept += keep_changes(&group, arena, rows + kept);
	}
	return (struct lint_view){
		.lint = lint, .rows = rows, .row_count = kept, .old = old};
}
