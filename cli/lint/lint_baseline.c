/* Which findings a baseline does not know, and which of its are gone. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lint/lint.h"
#include "lint/lint_wider.h"

/* What findings are held against. */
struct holding {
	const struct baseline *baseline;
	bool **seen; /* by entry and object: it is found; without any, one */
	struct wider *wider; /* the conditions of its entries */
	struct arena *arena;
};

static size_t first_entry(const struct baseline *baseline,
			  const char *fingerprint)
{
	size_t low = 0, high = baseline->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(baseline->entries[middle].fingerprint, fingerprint) <
		    0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The place of the object in the entry, or -1. */
static size_t find_object(const struct baseline_entry *entry,
			  const char *object)
{
	const char *const *found =
		entry->object_count
			? bsearch(&object, entry->objects, entry->object_count,
				  sizeof *entry->objects, text_compare_items)
			: NULL;
	return found ? (size_t)(found - entry->objects) : (size_t)-1;
}

/*
 * Whether the baseline knows the finding on the object, at its level or a
 * higher one; NULL: a finding without objects.
 */
static bool is_known(const struct holding *holding, const char *fingerprint,
		     enum level level, const char *object)
{
	const struct baseline *baseline = holding->baseline;
	bool known = false;
	for (size_t i = first_entry(baseline, fingerprint);
	     i < baseline->count &&
	     strcmp(baseline->entries[i].fingerprint, fingerprint) == 0;
	     i++) {
		const struct baseline_entry *entry = &baseline->entries[i];
		size_t place = object ? find_object(entry, object)
				      : entry->object_count;
		if (level > entry->level || place == (size_t)-1 ||
		    (!object && place))
			continue;
		holding->seen[i][place] = known = true;
	}
	return known;
}

/* The fingerprints under which a finding is known, its own first. */
struct fingerprints {
	list_of(const char *) list;
};

static void add_under(const struct lint_row *row, const char *condition,
		      struct arena *arena, struct fingerprints *fingerprints)
{
	struct finding finding = row->finding;
	finding.condition = condition;
	*list_push(&fingerprints->list, arena) =
		lint_common_fingerprint(row->lint, &finding, arena);
}

/* What was known always, or under a wider condition, is known under its own. */
static struct fingerprints find_fingerprints(const struct holding *holding,
					     const struct lint_row *row,
					     struct arena *arena)
{
	struct fingerprints fingerprints = {LIST_INIT};
	const struct condition_texts *wider = NULL;
	const char *own = row->finding.condition;
	add_under(row, own, arena, &fingerprints);
	if (own && !row->lint->exact_conditions)
		add_under(row, NULL, arena, &fingerprints);
	else if (own)
		wider = wider_of(holding->wider, own);
	for (size_t i = 0; wider && i < wider->count; i++)
		add_under(row, wider->items[i], arena, &fingerprints);
	return fingerprints;
}

/* By one of the fingerprints. */
static bool is_known_by(const struct holding *holding,
			const struct fingerprints *fingerprints,
			enum level level, const char *object)
{
	for (size_t i = 0; i < fingerprints->list.count; i++)
		if (is_known(holding, fingerprints->list.items[i], level,
			     object))
			return true;
	return false;
}

/* Leaves the row the objects that are not known; false: there are none. */
static bool take_off_known(const struct holding *holding, struct lint_row *row)
{
	struct arena work = ARENA_INIT;
	const char **all;
	const enum level level = row->finding.level;
	const struct fingerprints fingerprints =
		find_fingerprints(holding, row, &work);
	size_t count = lint_objects(row->lint, &row->finding, &work, &all);
	const char **left =
		arena_alloc(holding->arena, count + 1, sizeof *left);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!is_known_by(holding, &fingerprints, level, all[i]))
			left[kept++] = all[i];
	bool is_new = count ? kept
			    : !is_known_by(holding, &fingerprints, level, NULL);
	if (kept < count) {
		row->objects = left;
		row->object_count = kept;
	}
	arena_release(&work);
	return is_new;
}

static struct wider *list_conditions(const struct baseline *baseline,
				     struct arena *arena)
{
	struct wider *wider = arena_alloc(arena, 1, sizeof *wider);
	wider->arena = arena;
	for (size_t i = 0; i < baseline->count; i++)
		wider_add(wider, baseline->entries[i].condition);
	return wider;
}

static struct holding hold(const struct baseline *baseline, struct arena *arena)
{
	struct holding holding = {.baseline = baseline, .arena = arena};
	holding.seen =
		arena_alloc(arena, baseline->count + 1, sizeof *holding.seen);
	for (size_t i = 0; i < baseline->count; i++)
		holding.seen[i] = arena_alloc(
			arena, baseline->entries[i].object_count + 1,
			sizeof **holding.seen);
	holding.wider = list_conditions(baseline, arena);
	return holding;
}

/* --- What is found no more ------------------------------------------------ */

/* The entry with those of its objects that are marked; false: none is. */
static bool narrow(const struct baseline_entry *entry, const bool *marks,
		   struct arena *arena, struct baseline_entry *narrowed)
{
	const char **kept =
		arena_alloc(arena, entry->object_count + 1, sizeof *kept);
	*narrowed = *entry;
	narrowed->objects = kept;
	narrowed->object_count = 0;
	for (size_t i = 0; i < entry->object_count; i++)
		if (marks[i])
			kept[narrowed->object_count++] = entry->objects[i];
	return entry->object_count ? narrowed->object_count : marks[0];
}

/* Marks what the lint has of the baseline. */
static void see(const struct holding *holding, const struct lint *lint)
{
	for (size_t i = 0; i < lint->finding_count; i++) {
		struct lint_row row = {.lint = lint,
				       .finding = lint_finding(lint, i)};
		take_off_known(holding, &row);
	}
}

/* What is gone, of it what the policy still has in the releases before. */
static void find_gone(const struct holding *holding,
		      const struct lint *const *before, size_t before_count,
		      struct lint_view *view)
{
	const struct baseline *baseline = holding->baseline;
	struct arena *arena = holding->arena;
	struct baseline_entry *gone =
		arena_alloc(arena, baseline->count + 1, sizeof *gone);
	struct baseline_entry *closed =
		arena_alloc(arena, baseline->count + 1, sizeof *closed);
	struct holding there = hold(baseline, arena);
	for (size_t i = 0; i < before_count; i++)
		see(&there, before[i]);
	view->gone = gone;
	view->closed = closed;
	for (size_t i = 0; i < baseline->count; i++) {
		const struct baseline_entry *entry = &baseline->entries[i];
		const size_t marks =
			entry->object_count ? entry->object_count : 1;
		bool *left = arena_alloc(arena, marks, sizeof *left);
		bool *moved = arena_alloc(arena, marks, sizeof *moved);
		for (size_t j = 0; j < marks; j++) {
			bool absent = !holding->seen[i][j];
			moved[j] = absent && there.seen[i][j];
			left[j] = absent && !there.seen[i][j];
		}
		view->gone_count +=
			narrow(entry, left, arena, &gone[view->gone_count]);
		view->closed_count += narrow(entry, moved, arena,
					     &closed[view->closed_count]);
	}
}

struct lint_view lint_view_new(const struct lint *lint,
			       const struct lint *const *before,
			       size_t before_count,
			       const struct lint *const *others, size_t count,
			       const struct baseline *baseline,
			       struct arena *arena)
{
	struct lint_view view = lint_view_all(lint);
	struct lint_row *rows =
		arena_alloc(arena, view.row_count + 1, sizeof *rows);
	const struct holding holding = hold(baseline, arena);
	size_t kept = 0;
	for (size_t i = 0; i < view.row_count; i++) {
		struct lint_row row = lint_view_row(&view, i);
		const struct lint_row whole = row;
		bool is_new = take_off_known(&holding, &row);
		/* What is suppressed is said to be, known or not. */
		if (row.finding.waiver)
			rows[kept++] = whole;
		else if (is_new)
			rows[kept++] = row;
		else
			view.known++;
	}
	view.rows = rows;
	view.row_count = kept;
	view.baseline = baseline;
	for (size_t i = 0; i < count; i++)
		see(&holding, others[i]);
	find_gone(&holding, before, before_count, &view);
	return view;
}
