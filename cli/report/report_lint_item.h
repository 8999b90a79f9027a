/* The findings of a view one after the other, and what is said of them. */
#ifndef REPORT_REPORT_LINT_ITEM_H
#define REPORT_REPORT_LINT_ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lint.h"

struct style;

/*
 * The findings of a view, one after the other: what is worked out of one is
 * given back before the next, as there may be half a million.
 */
struct lint_item {
	const struct lint_view *view;
	enum level least; /* findings below are passed over */
	size_t most;	  /* objects with details; 0: all of them */
	bool together;	  /* accesses, whatever their rules */
	size_t ends; /* steps of a path with details, at each end; 0: all */
	size_t next; /* index of the next row */
	struct lint_row row;
	const struct finding *finding;	/* the row's */
	struct finding_details details; /* on the first of the row's objects */
	size_t detailed_count;		/* which are so many */
	struct arena arena;		/* of this finding */
};

/* Starts before the first finding. */
struct lint_item lint_item_start(const struct lint_view *view,
				 enum level least);

/* Goes on; false at the end, where nothing is left to be given back. */
bool lint_item_next(struct lint_item *item);

/* How many are left, with the current one. */
size_t lint_item_left(const struct lint_item *item);

/* Gives back what it holds, where that is not gone through to the end. */
void lint_item_end(struct lint_item *item);

/*
 * The least level that formats for people show: the one that is chosen, or
 * LEVEL_NOTE when the style is verbose, else LEVEL_WARNING.
 */
enum level least_shown(const struct style *style);

/* By index of rule, in the arena: whether the view has a finding of it. */
const bool *lint_view_rules(const struct lint_view *view, struct arena *arena);

/* Where the finding is best shown: waiver, first rule, or else the policy. */
struct location lint_item_place(struct lint_item *item);

/* The message in one line, with what was compared, accepted, or the role. */
const char *lint_item_message(struct lint_item *item);

/*
 * The level for formats that know nothing else: what is accepted or removed is
 * no more than a note.
 */
enum level lint_item_level(const struct lint_item *item);

/* The op's hypercall, or NULL. */
const char *lint_item_hypercall(const struct lint_item *item);

/* The releases that the policy fits: "4.17.0-4.17.5". */
const char *lint_fitting(const struct lint *lint, struct arena *arena);

/* How many findings differ by the release alone. */
size_t lint_moved_count(const struct lint_view *view);

/* "until 2030-01-31 by A. Person", parts that are not given left out. */
const char *waiver_terms(const struct waiver *waiver, struct arena *arena);

/* Whether the waiver is a remark in the policy's own source. */
bool waiver_is_inline(const struct policy *policy, const struct waiver *waiver);

/* How to see the notes that are hidden, behind their number; NULL: none are. */
const char *hidden_hint(const struct style *style);

/*
 * "1 error, 0 warnings, 2 notes", the hint or NULL, and what is removed,
 * accepted, known.
 */
const char *lint_summary(const struct lint_view *view, const char *hint,
			 struct arena *arena);

#endif
