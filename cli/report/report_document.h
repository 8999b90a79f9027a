/* What a check of a document found, for programs. */
#ifndef REPORT_REPORT_DOCUMENT_H
#define REPORT_REPORT_DOCUMENT_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

struct document_report {
	const char *path;    /* as messages show it */
	const char *form;    /* "text", "markdown", "rst" */
	const char *release; /* that it is held against */
	size_t differences, unread;
	const struct diags *diags;
};

/* "text", which is messages alone, and "json". */
extern const char *const report_document_formats[];

/* Adds the object of xsmc-doc-check/1. */
void report_document(const struct document_report *report, struct buffer *out);

#endif
