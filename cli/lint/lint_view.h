/* What is shown of a lint: all of it, or the rows that differ. */
#ifndef LINT_LINT_VIEW_H
#define LINT_LINT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint;

/* What a comparison with another policy says of a finding. */
enum change { CHANGE_NONE, CHANGE_ADDED, CHANGE_REMOVED };

/* "added", "removed"; NULL for none. */
const char *change_name(enum change change);

/* A finding as it is shown. */
struct lint_row {
	const struct lint *lint; /* that has the finding */
	struct finding finding;
	enum change change;
	/* Those of the finding that are shown; NULL: all of them. */
	const char *const *objects;
	size_t object_count;
};

/* How many findings there are. */
struct lint_totals {
	size_t levels[LEVEL_ERROR + 1]; /* neither suppressed nor removed */
	size_t suppressed;		/* by waivers */
	size_t removed;
};

/* The findings of a lint that are shown, and what was taken off. */
struct lint_view {
	const struct lint *lint;
	const struct lint_row *rows; /* NULL: all findings as they stand */
	const unsigned *picked;	     /* indices of those; NULL: all */
	size_t row_count;
	const struct lint_totals *totals; /* before some were picked; or NULL */
	const struct lint_totals
		*hidden;		 /* what a filter leaves out; or NULL */
	const char *hidden_by;		 /* which one */
	const struct lint *old;		 /* that it is compared with, or NULL */
	const struct baseline *baseline; /* whose findings are left out */
	size_t known;			 /* how many these are */
	/* What the baseline has and the policy has no more. */
	const struct baseline_entry *gone;
	size_t gone_count;
	/*
	 * What differs because the release does, while the policies agree:
	 * changes of a comparison, and what the baseline has.
	 */
	const struct lint_row *moved;
	size_t moved_count;
	const struct baseline_entry *closed;
	size_t closed_count;
};

/* All findings of the lint. */
struct lint_view lint_view_all(const struct lint *lint);

/* The view with one more limit of its lint. */
struct lint_view lint_view_limited(const struct lint_view *view,
				   const struct diag *limit,
				   struct arena *arena);

/*
 * The view without what is below the level; its totals stay those of all.
 * What it is made of lives in the arena.
 */
struct lint_view lint_view_from(const struct lint_view *view, enum level least,
				struct arena *arena);

/* The row of that index, below row_count. */
struct lint_row lint_view_row(const struct lint_view *view, size_t index);

/* Whether it is of that level at least, or an option asks for it. */
bool lint_view_is_shown(const struct lint_view *view, size_t index,
			enum level least);

/* Just its level, and whether a waiver suppresses it. */
enum level lint_view_level(const struct lint_view *view, size_t index,
			   bool *accepted);

/* The objects that the row shows; all of them are put into the arena. */
size_t lint_row_objects(const struct lint_row *row, struct arena *arena,
			const char *const **objects);

/* Counts a finding with this change, waiver and level. */
void lint_totals_add(struct lint_totals *totals, enum change change,
		     bool accepted, enum level level);

struct lint_totals lint_view_totals(const struct lint_view *view);

#endif
