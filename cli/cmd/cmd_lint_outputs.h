/* Where lint writes, and in which formats; for cmd/ only. */
#ifndef CMD_CMD_LINT_OUTPUTS_H
#define CMD_CMD_LINT_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint;
struct lint_failure;
struct lint_view;
struct session;

struct lint_output {
	const char *format;
	const char *path; /* "-": standard output */
};

struct lint_outputs {
	list_of(struct lint_output) list;
	bool level_chosen; /* --level */
	enum level level;
	int statistics;	      /* --statistics */
	int summary;	      /* --summary */
	const char *baseline; /* --write-baseline, or NULL */
	const char *renews;   /* the input whose place that may take, or NULL */
	struct lint_stream *streams; /* once they are started, or NULL */
	size_t stream_count;
};

/*
 * Reads the session's --output FORMAT=FILE, --output FILE and --format.
 * Without any file the report goes to standard output, and so it does with
 * --format beside FORMAT=FILE.  No two may be the same file, nor the baseline.
 * False with a message where one is bad.
 */
bool lint_outputs_read(struct session *session, struct lint_outputs *outputs);

/*
 * Opens them all, for a report on so many policies.  From now on something may
 * be written, and what is wrong with an output is only said at the end.  False
 * with a message, and nothing written.
 */
bool lint_outputs_start(struct session *session, struct lint_outputs *outputs,
			size_t policies);

/* Writes the next part of the report to each of them. */
void lint_outputs_view(struct lint_outputs *outputs,
		       const struct lint_view *view);
void lint_outputs_failure(struct lint_outputs *outputs,
			  const struct lint_failure *failure);

/* Writes the baseline of the lints, where one is asked for. */
void lint_outputs_baseline(struct lint_outputs *outputs,
			   const struct lint *const *lints, size_t count);

/* Writes the ends.  Files are in their places when the session ends. */
void lint_outputs_end(struct lint_outputs *outputs);

#endif
