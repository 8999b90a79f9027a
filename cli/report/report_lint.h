/* The formats of findings, and reports on their way. */
#ifndef REPORT_REPORT_LINT_H
#define REPORT_REPORT_LINT_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

struct lint_view;
struct lint_writer;
struct style;

extern const char *const report_lint_formats[];

/* A policy of which nothing can be said, and why. */
struct lint_failure {
	const char *path;
	struct diag error; /* the first */
};

/*
 * A report on linted policies, one after the other, so many of them: the
 * findings that are to be shown, in one of report_lint_formats.  The buffer is
 * drained after each finding, and must live as long as the report; nothing is
 * kept of a view or a failure.
 */
struct lint_writer *report_lint_start(const char *format,
				      const struct style *style,
				      size_t policies, struct buffer *out);
void report_lint_view(struct lint_writer *writer, const struct lint_view *view);
void report_lint_failure(struct lint_writer *writer,
			 const struct lint_failure *failure);
void report_lint_end(struct lint_writer *writer);

#endif
