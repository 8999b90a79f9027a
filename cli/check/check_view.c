#include "check/check.h"

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

struct lint_row lint_view_row(const struct lint_view *view, size_t index)
{
	if (view->rows)
		return view->rows[index];
	return (struct lint_row){view->lint, lint_finding(view->lint, index),
				 CHANGE_NONE, NULL, 0};
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

struct lint_totals lint_view_totals(const struct lint_view *view)
{
	struct lint_totals totals = {{0}, 0, 0};
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		if (row.change == CHANGE_REMOVED)
			totals.removed++;
		else if (row.finding.waiver)
			totals.suppressed++;
		else
			totals.levels[row.finding.level]++;
	}
	return totals;
}
