/* Findings that are asked for: by rule, status and basis. */
#ifndef LINT_LINT_FILTER_H
#define LINT_LINT_FILTER_H

#include <stdbool.h>

#include "lint/lint_view.h"

/* What findings are shown; all of it must agree. */
struct lint_filter {
	const bool *rules; /* by rules_index(): those; NULL: all */
	/* Findings on an op of that status or basis alone; NULL: on any, and
	   those on none. */
	const bool *statuses, *bases;
	const char *by; /* as it was asked for: "--ignore XSM5" */
};

/*
 * The view without what is not asked for, which it keeps the number of.  Lives
 * in the arena, as does what it is made of.
 */
struct lint_view lint_view_filtered(const struct lint_view *view,
				    const struct lint_filter *filter,
				    struct arena *arena);

/* How many findings the totals are of, and of which kinds; in the arena. */
size_t lint_totals_count(const struct lint_totals *totals);
const char *lint_totals_shown(const struct lint_totals *totals,
			      struct arena *arena);

/* What the filter of the view leaves out, and which one it is; in the arena. */
const char *lint_hidden_words(const struct lint_view *view,
			      struct arena *arena);

#endif
