/* The formats of findings: a file each.  For the files of report/ only. */
#ifndef REPORT_REPORT_LINT_TABLE_H
#define REPORT_REPORT_LINT_TABLE_H

#include <stddef.h>

#include "report/report_style.h"

struct lint_failure;
struct lint_view;

/* A report on its way. */
struct lint_writer {
	const struct lint_format *format;
	struct style style;
	size_t policies;    /* that there will be */
	size_t count;	    /* that there have been */
	struct buffer *out; /* drained between two findings */
	struct arena arena; /* which owns this too */
	void *state;	    /* of the format */
};

/* What a format does at each step; NULL: nothing. */
struct lint_format {
	const char *name;
	void (*start)(struct lint_writer *writer);
	void (*view)(struct lint_writer *writer, const struct lint_view *view);
	void (*failure)(struct lint_writer *writer,
			const struct lint_failure *failure);
	void (*end)(struct lint_writer *writer);
};

/*
 * The formats, in the order that the user is told; the first is the default.
 * Each row is lint_NAME_format.
 */
#define LINT_FORMATS(row)                                             \
	row(text) row(json) row(jsonl) row(gcc) row(sarif) row(junit) \
		row(github) row(html) row(dot)

#define LINT_FORMAT_DECLARATION(name) \
	extern const struct lint_format lint_##name##_format;
LINT_FORMATS(LINT_FORMAT_DECLARATION)
#undef LINT_FORMAT_DECLARATION

#endif
