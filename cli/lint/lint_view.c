/* What is shown of a lint: all of it, or the rows that differ. */
#include "lint/lint.h"

const char *change_name(enum change change)
{
	static const char *const names[] = {
		[CHANGE_NONE] = NULL,
		[CHANGE_ADDED] = "added",
		[CHANGE_REMOVED] = "removed",
	};
	return names[change];
}

struct lint_view lint_view_all(const struct lint *lint)
{
	return (struct lint_view){.lint = lint,
				  .row_count = lint->finding_count};
}

/* The row's index among all that there are. */
static size_t index_at(const struct lint_view *view, size_t index)
{
	return view->picked ? view->picked[index] : index;
}

struct lint_row lint_view_row(const struct lint_view *view, size_t index)
{
	index = index_at(view, index);
	if (view->rows)
		return view->rows[index];
	return (struct lint_row){view->lint, lint_finding(view->lint, index),
				 CHANGE_NONE, NULL, 0};
}

enum level lint_view_level(const struct lint_view *view, size_t index,
			   bool *accepted)
{
	index = index_at(view, index);
	if (!view->rows)
		return lint_finding_level(view->lint, index, accepted);
	*accepted = view->rows[index].finding.waiver;
	return view->rows[index].finding.level;
}

bool lint_view_is_shown(const struct lint_view *view, size_t index,
			enum level least)
{
	bool accepted;
	if (lint_view_level(view, index, &accepted) >= least)
		return true;
	index = index_at(view, index);
	return view->rows ? view->rows[index].finding.rule->asked
			  : lint_finding_is_asked(view->lint, index);
}

size_t lint_row_objects(const struct lint_row *row, struct arena *arena,
			const char *const **objects)
{
	const char **all;
	*objects = row->objects;
	if (row->objects)
		return row->object_count;
	size_t count = lint_objects(row->lint, &row->finding, arena, &all);
	*objects = all;
	return count;
}

struct lint_view lint_view_limited(const struct lint_view *view,
				   const struct diag *limit,
				   struct arena *arena)
{
	struct lint_view limited = *view;
	const size_t count = view->lint->limit_count;
	struct lint *lint = arena_alloc(arena, 1, sizeof *lint);
	struct diag *limits = arena_alloc(arena, count + 1, sizeof *limits);
	for (size_t i = 0; i < count; i++)
		limits[i] = view->lint->limits[i];
	limits[count] = *limit;
	*lint = *view->lint;
	lint->limits = limits;
	lint->limit_count = count + 1;
	limited.lint = lint;
	return limited;
}

void lint_totals_add(struct lint_totals *totals, enum change change,
		     bool accepted, enum level level)
{
	if (change == CHANGE_REMOVED)
		totals->removed++;
	else if (accepted)
		totals->suppressed++;
	else
		totals->levels[level]++;
}

struct lint_totals lint_view_totals(const struct lint_view *view)
{
	struct lint_totals totals = {{0}, 0, 0};
	if (view->totals)
		return *view->totals;
	for (size_t i = 0; i < view->row_count; i++) {
		bool accepted;
		enum level level = lint_view_level(view, i, &accepted);
		enum change change =
			view->rows ? view->rows[index_at(view, i)].change
				   : CHANGE_NONE;
		lint_totals_add(&totals, change, accepted, level);
	}
	return totals;
}

struct lint_view lint_view_from(const struct lint_view *view, enum level least,
				struct arena *arena)
{
	struct lint_view part = *view;
	unsigned *picked = arena_alloc(arena, view->row_count, sizeof *picked);
	struct lint_totals *totals = arena_alloc(arena, 1, sizeof *totals);
	*totals = lint_view_totals(view);
	part.row_count = 0;
	for (size_t i = 0; i < view->row_count; i++) {
		bool accepted;
		if (lint_view_level(view, i, &accepted) >= least)
			picked[part.row_count++] = (unsigned)index_at(view, i);
	}
	part.picked = picked;
	part.totals = totals;
	return part;
}
