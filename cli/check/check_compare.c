#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "base/text.h"

/* A finding of one of the policies, and what it says in words. */
struct side {
	struct lint_row row;
	const char *said; /* "" where subject, op and objects say it all */
};

static int compare_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/*
 * Those that are equal here say the same of other objects.  The level is
 * part of it: what a role made a note and makes one no more is news.
 */
static int compare_sides(const struct side *a, const struct side *b)
{
	const struct finding *x = &a->row.finding, *y = &b->row.finding;
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
	return order ? order : strcmp(a->said, b->said);
}

static int compare_for_sorting(const void *a, const void *b)
{
	const struct side *x = a, *y = b;
	int order = compare_sides(x, y);
	if (!order)
		order = (int)x->row.change - (int)y->row.change;
	if (!order && x->row.finding.index != y->row.finding.index)
		order = x->row.finding.index < y->row.finding.index ? -1 : 1;
	return order;
}

/* Those that are equal, of both policies or of one. */
struct group {
	const struct side *sides;
	size_t count;
};

static bool has_change(const struct group *group, enum change change)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->sides[i].row.change == change)
			return true;
	return false;
}

struct names {
	list_of(const char *) list;
};

/* All objects of the group's sides of the change, sorted. */
static struct names gather_objects(const struct group *group,
				   enum change change, struct arena *arena)
{
	struct names names = {LIST_INIT};
	for (size_t i = 0; i < group->count; i++) {
		const struct lint_row *row = &group->sides[i].row;
		const char **objects;
		if (row->change != change)
			continue;
		size_t count =
			lint_objects(row->lint, &row->finding, arena, &objects);
		for (size_t j = 0; j < count; j++)
			*list_push(&names.list, arena) = objects[j];
	}
	if (names.list.count)
		qsort(names.list.items, names.list.count,
		      sizeof *names.list.items, text_compare_items);
	return names;
}

static bool has_name(const struct names *names, const char *name)
{
	return names->list.count &&
	       bsearch(&name, names->list.items, names->list.count,
		       sizeof *names->list.items, text_compare_items);
}

/* Leaves the row the objects that are not among the names; false: none. */
static bool take_off(struct lint_row *row, const struct names *names,
		     struct arena *work, struct arena *arena)
{
	const char **all;
	size_t kept = 0;
	size_t count = lint_objects(row->lint, &row->finding, work, &all);
	for (size_t i = 0; i < count; i++)
		kept += !has_name(names, all[i]);
	if (kept == count)
		return count;
	const char **left = arena_alloc(arena, kept, sizeof *left);
	row->objects = left;
	for (size_t i = 0; i < count; i++)
		if (!has_name(names, all[i]))
			left[row->object_count++] = all[i];
	return kept;
}

/* Adds what of the group is in one policy alone. */
static size_t keep_changes(const struct group *group, struct arena *arena,
			   struct lint_row *kept)
{
	struct arena work = ARENA_INIT;
	size_t count = 0;
	bool both = has_change(group, CHANGE_ADDED) &&
		    has_change(group, CHANGE_REMOVED);
	for (unsigned i = CHANGE_ADDED; i <= CHANGE_REMOVED; i++) {
		enum change change = (enum change)i;
		enum change other =
			change == CHANGE_ADDED ? CHANGE_REMOVED : CHANGE_ADDED;
		struct names names = {LIST_INIT};
		if (both)
			names = gather_objects(group, other, &work);
		for (size_t j = 0; j < group->count; j++) {
			struct lint_row row = group->sides[j].row;
			if (row.change == change &&
			    (!both || take_off(&row, &names, &work, arena)))
				kept[count++] = row;
		}
	}
	arena_release(&work);
	return count;
}

static size_t add_sides(const struct lint *lint, enum change change,
			struct arena *arena, struct side *sides)
{
	const struct lint_view all = lint_view_all(lint);
	for (size_t i = 0; i < all.row_count; i++) {
		struct side *side = &sides[i];
		side->row = lint_view_row(&all, i);
		side->row.change = change;
		side->said = lint_fact(lint, &side->row.finding, arena);
	}
	return all.row_count;
}

struct lint_view lint_view_changes(const struct lint *lint,
				   const struct lint *old, struct arena *arena)
{
	struct arena work = ARENA_INIT;
	size_t count = lint->finding_count + old->finding_count, kept = 0;
	struct lint_row *rows = arena_alloc(arena, count + 1, sizeof *rows);
	struct side *sides = arena_alloc(&work, count + 1, sizeof *sides);
	size_t first = add_sides(lint, CHANGE_ADDED, &work, sides);
	add_sides(old, CHANGE_REMOVED, &work, sides + first);
	qsort(sides, count, sizeof *sides, compare_for_sorting);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (compare_sides(&sides[i], &sides[end]) != 0)
				break;
		const struct group group = {sides + i, end - i};
		kept += keep_changes(&group, arena, rows + kept);
	}
	arena_release(&work);
	return (struct lint_view){
		.lint = lint, .rows = rows, .row_count = kept, .old = old};
}
