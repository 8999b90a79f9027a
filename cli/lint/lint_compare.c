/* Which findings a policy has that another has not. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "lint/lint.h"
#include "run/run.h"
#include "right/right.h"

/* A finding of one of the policies, and what makes it the same as another. */
struct compared_row {
	struct lint_row row;
	struct identity identity;
};

static int compare_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/*
 * Those that are equal here say the same of other objects.  The level is
 * part of it, and whether it is accepted: what a role made a note and makes
 * one no more is news, and so is what a remark accepted.
 */
static int compare_sides(const struct compared_row *a,
			 const struct compared_row *b)
{
	const struct finding *x = &a->row.finding, *y = &b->row.finding;
	int order = compare_strings(x->subject, y->subject);
	if (!order)
		order = (int)y->level - (int)x->level;
	if (!order)
		order = !x->waiver - !y->waiver;
	if (!order)
		order = strcmp(x->rule->code, y->rule->code);
	if (!order && a->identity.op != b->identity.op)
		order = !a->identity.op || (b->identity.op &&
					    a->identity.op < b->identity.op)
				? -1
				: 1;
	if (!order)
		order = compare_strings(x->condition, y->condition);
	if (!order)
		order = compare_strings(x->role, y->role);
	return order ? order : strcmp(a->identity.fact, b->identity.fact);
}

static int compare_for_sorting(const void *a, const void *b)
{
	const struct compared_row *x = a, *y = b;
	int order = compare_sides(x, y);
	if (!order)
		order = (int)x->row.change - (int)y->row.change;
	if (!order && x->row.finding.index != y->row.finding.index)
		order = x->row.finding.index < y->row.finding.index ? -1 : 1;
	return order;
}

/* Those that are equal, of both policies or of one. */
struct equal_sides {
	const struct compared_row *sides;
	size_t count;
};

static bool has_change(const struct equal_sides *group, enum change change)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->sides[i].row.change == change)
			return true;
	return false;
}

struct texts {
	list_of(const char *) list;
};

/* All objects of the group's sides of the change, sorted. */
static struct texts gather_objects(const struct equal_sides *group,
				   enum change change, struct arena *arena)
{
	struct texts names = {LIST_INIT};
	for (size_t i = 0; i < group->count; i++) {
		const struct lint_row *row = &group->sides[i].row;
		const char *const *objects;
		if (row->change != change)
			continue;
		size_t count = lint_row_objects(row, arena, &objects);
		for (size_t j = 0; j < count; j++)
			*list_push(&names.list, arena) = objects[j];
	}
	if (names.list.count)
		qsort(names.list.items, names.list.count,
		      sizeof *names.list.items, text_compare_items);
	return names;
}

static bool has_name(const struct texts *names, const char *name)
{
	return names->list.count &&
	       bsearch(&name, names->list.items, names->list.count,
		       sizeof *names->list.items, text_compare_items);
}

/* Leaves the row the objects that are not among the names; false: none. */
static bool take_off(struct lint_row *row, const struct texts *names,
		     struct arena *work, struct arena *arena)
{
	const char *const *all;
	size_t kept = 0;
	size_t count = lint_row_objects(row, work, &all);
	for (size_t i = 0; i < count; i++)
		kept += !has_name(names, all[i]);
	if (kept == count)
		return count;
	const char **left = arena_alloc(arena, kept, sizeof *left);
	row->objects = left;
	row->object_count = 0;
	for (size_t i = 0; i < count; i++)
		if (!has_name(names, all[i]))
			left[row->object_count++] = all[i];
	return kept;
}

/* Adds what of the group is in one policy alone. */
static size_t keep_changes(const struct equal_sides *group, struct arena *arena,
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
		struct texts names = {LIST_INIT};
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

/* What a comparison says to be removed is no side. */
static size_t add_sides(const struct lint_view *view, enum change change,
			struct arena *arena, struct compared_row *sides)
{
	size_t count = 0;
	for (size_t i = 0; i < view->row_count; i++) {
		struct compared_row *side = &sides[count];
		side->row = lint_view_row(view, i);
		if (side->row.change == CHANGE_REMOVED)
			continue;
		side->row.change = change;
		side->identity = lint_identity(side->row.lint,
					       &side->row.finding, arena);
		count++;
	}
	return count;
}

/* Rows with room for one in each finding. */
struct row_list {
	struct lint_row *items;
	size_t count;
};

static struct row_list find_changes(const struct lint_view *view,
				    const struct lint_view *old,
				    struct arena *arena)
{
	struct arena work = ARENA_INIT;
	size_t count = view->row_count + old->row_count;
	struct row_list rows = {
		arena_alloc(arena, count + 1, sizeof *rows.items), 0};
	struct compared_row *sides =
		arena_alloc(&work, count + 1, sizeof *sides);
	count = add_sides(view, CHANGE_ADDED, arena, sides);
	count += add_sides(old, CHANGE_REMOVED, arena, sides + count);
	qsort(sides, count, sizeof *sides, compare_for_sorting);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (compare_sides(&sides[i], &sides[end]) != 0)
				break;
		const struct equal_sides group = {sides + i, end - i};
		rows.count +=
			keep_changes(&group, arena, rows.items + rows.count);
	}
	arena_release(&work);
	return rows;
}

/* --- What the release changes -------------------------------------------- */

/* The findings of one policy in the other one's release, sorted. */
struct counterpart {
	struct compared_row *sides;
	size_t count;
};

static struct counterpart find_counterpart(const struct lint *lint,
					   enum change change,
					   struct arena *work)
{
	struct counterpart other = {NULL, 0};
	if (!lint)
		return other;
	const struct lint_view all = lint_view_all(lint);
	other.sides = arena_alloc(work, all.row_count + 1, sizeof *other.sides);
	other.count = add_sides(&all, change, work, other.sides);
	qsort(other.sides, other.count, sizeof *other.sides,
	      compare_for_sorting);
	return other;
}

static struct equal_sides find_group(const struct counterpart *other,
				     const struct compared_row *key)
{
	size_t low = 0, high = other->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_sides(&other->sides[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	struct equal_sides group = {other->sides + low, 0};
	while (low + group.count < other->count &&
	       compare_sides(&other->sides[low + group.count], key) == 0)
		group.count++;
	return group;
}

/* Whether it says that a policy does not fit its release: its own fault. */
static bool is_of_release(const struct finding *finding)
{
	return strncmp(finding->rule->code, "XSM3", 4) == 0;
}

/* The row with those of its objects that are among the names, or are not. */
static bool narrow(const struct lint_row *row, const struct texts *names,
		   bool among, struct arena *arena, struct lint_row *narrowed)
{
	struct arena work = ARENA_INIT;
	const char *const *all;
	size_t count = lint_row_objects(row, &work, &all);
	const char **kept = arena_alloc(arena, count + 1, sizeof *kept);
	*narrowed = *row;
	narrowed->objects = kept;
	narrowed->object_count = 0;
	for (size_t i = 0; i < count; i++)
		if (has_name(names, all[i]) == among)
			kept[narrowed->object_count++] = all[i];
	arena_release(&work);
	return count ? narrowed->object_count : among;
}

/* Puts the row, or what of its objects, among what moved, or what changed. */
static void sort_out(const struct lint_row *row,
		     const struct counterpart *other, struct arena *arena,
		     struct row_list *changed, struct row_list *moved)
{
	struct arena work = ARENA_INIT;
	const struct compared_row key = {
		*row, lint_identity(row->lint, &row->finding, &work)};
	const struct equal_sides group = is_of_release(&row->finding)
						 ? (struct equal_sides){NULL, 0}
						 : find_group(other, &key);
	const struct texts names = gather_objects(&group, row->change, &work);
	if (!group.count) {
		changed->items[changed->count++] = *row;
	} else {
		moved->count += narrow(row, &names, true, arena,
				       &moved->items[moved->count]);
		changed->count += narrow(row, &names, false, arena,
					 &changed->items[changed->count]);
	}
	arena_release(&work);
}

static void take_off_moved(const struct compared *compared, struct arena *arena,
			   struct row_list *rows, struct row_list *moved)
{
	struct arena work = ARENA_INIT;
	const struct counterpart after =
		find_counterpart(compared->old_after, CHANGE_ADDED, &work);
	const struct counterpart before =
		find_counterpart(compared->lint_before, CHANGE_REMOVED, &work);
	struct row_list changed = {rows->items, 0};
	moved->items =
		arena_alloc(arena, rows->count + 1, sizeof *moved->items);
	for (size_t i = 0; i < rows->count; i++) {
		const struct lint_row row = rows->items[i];
		sort_out(&row, row.change == CHANGE_ADDED ? &after : &before,
			 arena, &changed, moved);
	}
	*rows = changed;
	arena_release(&work);
}

/* --- What became narrower ---------------------------------------------------
 */

/* The conditions of the old policy's findings, and those that one implies. */
struct conditions_of_old {
	struct texts all;
	const char *narrow; /* the one that was asked for last */
	struct texts wider; /* what it implies; NULL, always, is among them */
};

static struct conditions_of_old list_conditions(const struct counterpart *other,
						struct arena *arena)
{
	struct conditions_of_old conditions = {.narrow = NULL};
	struct map known = {0};
	for (size_t i = 0; i < other->count; i++) {
		const char *text = other->sides[i].row.finding.condition;
		if (!text || map_get(&known, text))
			continue;
		map_set(&known, text, (void *)(uintptr_t)text, arena);
		*list_push(&conditions.all.list, arena) = text;
	}
	return conditions;
}

/* Findings of one condition mostly stand together. */
static const struct texts *find_wider(struct conditions_of_old *conditions,
				      const char *narrow, bool exact,
				      struct arena *arena)
{
	if (conditions->narrow == narrow)
		return &conditions->wider;
	conditions->narrow = narrow;
	conditions->wider.list.count = 0;
	*list_push(&conditions->wider.list, arena) = NULL;
	for (size_t i = 0; exact && i < conditions->all.list.count; i++)
		if (when_text_implies(narrow, conditions->all.list.items[i]))
			*list_push(&conditions->wider.list, arena) =
				conditions->all.list.items[i];
	return &conditions->wider;
}

/*
 * The objects of sides that say the same under one of the conditions, at the
 * level or above it.
 */
static struct texts gather_wider(const struct counterpart *other,
				 const struct compared_row *key,
				 const struct texts *conditions,
				 struct arena *arena, bool *any)
{
	struct texts names = {LIST_INIT};
	struct compared_row whole = *key;
	for (size_t i = 0; i < conditions->list.count; i++) {
		whole.row.finding.condition = conditions->list.items[i];
		for (unsigned j = key->row.finding.level; j <= LEVEL_ERROR;
		     j++) {
			whole.row.finding.level = (enum level)j;
			const struct equal_sides group =
				find_group(other, &whole);
			const struct texts more =
				gather_objects(&group, CHANGE_REMOVED, arena);
			*any |= group.count;
			for (size_t k = 0; k < more.list.count; k++)
				*list_push(&names.list, arena) =
					more.list.items[k];
		}
	}
	if (names.list.count)
		qsort(names.list.items, names.list.count,
		      sizeof *names.list.items, text_compare_items);
	return names;
}

/*
 * What was there always, or under a wider condition, is not added where it now
 * is under this one.
 */
static void take_off_narrower(const struct compared *compared,
			      const struct lint *old, struct arena *arena,
			      struct row_list *rows)
{
	struct arena work = ARENA_INIT;
	const struct counterpart other =
		find_counterpart(old, CHANGE_REMOVED, &work);
	struct conditions_of_old conditions = list_conditions(&other, &work);
	const bool exact =
		compared->lint->exact_conditions && old->exact_conditions;
	const struct row_list all = *rows;
	rows->count = 0;
	for (size_t i = 0; i < all.count; i++) {
		const struct lint_row row = all.items[i];
		bool any = false;
		struct texts names = {LIST_INIT};
		if (row.change == CHANGE_ADDED && row.finding.condition) {
			const struct compared_row key = {
				row,
				lint_identity(row.lint, &row.finding, &work)};
			names = gather_wider(&other, &key,
					     find_wider(&conditions,
							row.finding.condition,
							exact, &work),
					     &work, &any);
		}
		if (!any)
			rows->items[rows->count++] = row;
		else
			rows->count += narrow(&row, &names, false, arena,
					      &rows->items[rows->count]);
	}
	arena_release(&work);
}

struct lint_view lint_view_changes(const struct compared *compared,
				   struct arena *arena)
{
	const struct lint_view all = lint_view_all(compared->lint);
	const struct lint_view all_old = lint_view_all(compared->old);
	struct row_list rows = find_changes(&all, &all_old, arena);
	struct row_list moved = {NULL, 0};
	if (compared->lint_before || compared->old_after)
		take_off_moved(compared, arena, &rows, &moved);
	take_off_narrower(compared, compared->old, arena, &rows);
	if (compared->old_after)
		take_off_narrower(compared, compared->old_after, arena, &rows);
	return (struct lint_view){.lint = compared->lint,
				  .rows = rows.items,
				  .row_count = rows.count,
				  .old = compared->old,
				  .moved = moved.items,
				  .moved_count = moved.count};
}

struct lint_view lint_view_differences(const struct lint_view *view,
				       const struct lint_view *old,
				       struct arena *arena)
{
	const struct row_list rows = find_changes(view, old, arena);
	return (struct lint_view){.lint = view->lint,
				  .rows = rows.items,
				  .row_count = rows.count,
				  .old = old->lint};
}
