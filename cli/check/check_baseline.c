#include <stdlib.h>
#include <string.h>

#include "check/check.h"

static int compare_entries(const void *a, const void *b)
{
	const struct baseline_entry *x = a, *y = b;
	return strcmp(x->fingerprint, y->fingerprint);
}

/* Which entry of the baseline is the finding; NO_INDEX: it is none. */
static unsigned find_known(const struct baseline *baseline,
			   const struct lint *lint,
			   const struct finding *finding)
{
	struct arena arena = ARENA_INIT;
	const struct baseline_entry key = {
		lint_fingerprint(lint, finding, &arena), LEVEL_NOTE, NULL};
	const struct baseline_entry *found =
		baseline->count
			? bsearch(&key, baseline->entries, baseline->count,
				  sizeof key, compare_entries)
			: NULL;
	arena_release(&arena);
	return found && finding->level <= found->level
		       ? (unsigned)(found - baseline->entries)
		       : NO_INDEX;
}

struct lint_view lint_view_new(const struct lint *lint,
			       const struct baseline *baseline,
			       struct arena *arena)
{
	struct lint_view view = lint_view_all(lint);
	struct lint_row *rows =
		arena_alloc(arena, view.row_count + 1, sizeof *rows);
	bool *seen = arena_alloc(arena, baseline->count + 1, sizeof *seen);
	size_t kept = 0;
	for (size_t i = 0; i < view.row_count; i++) {
		const struct lint_row row = lint_view_row(&view, i);
		unsigned known = find_known(baseline, lint, &row.finding);
		if (known != NO_INDEX)
			seen[known] = true;
		/* What is suppressed is said to be, known or not. */
		if (known == NO_INDEX || row.finding.waiver)
			rows[kept++] = row;
		else
			view.known++;
	}
	view.rows = rows;
	view.row_count = kept;
	view.baseline = baseline;
	view.gone = arena_alloc(arena, baseline->count + 1, sizeof *view.gone);
	for (size_t i = 0; i < baseline->count; i++)
		if (!seen[i])
			view.gone[view.gone_count++] = &baseline->entries[i];
	return view;
}
