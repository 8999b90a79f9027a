/* Baselines, as they are written and read. */
#ifndef REPORT_REPORT_BASELINE_H
#define REPORT_REPORT_BASELINE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

struct baseline;
struct baseline_entry;
struct lint;
struct lint_row;

/*
 * Adds the findings of lints of a policy for releases, the first of which is
 * named, but those that a waiver suppresses, as a baseline for later runs:
 * JSON, sorted, with what each is for readers.
 */
void report_baseline(const struct lint *const *lints, size_t count,
		     struct buffer *out);

/*
 * Reads a baseline that report_baseline() wrote; it lives in the arena.  NULL
 * with a message where it is none.
 */
const struct baseline *report_read_baseline(const char *path,
					    struct arena *arena,
					    struct diags *diags);

/* "XSM001 tool_t TOY_pause on blue_t red_t": a finding in words. */
const char *lint_row_words(const struct lint_row *row, struct arena *arena);
const char *baseline_words(const struct baseline_entry *entry,
			   struct arena *arena);

#endif
