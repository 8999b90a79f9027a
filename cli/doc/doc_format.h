/* The renderers behind the table of formats. */
#ifndef DOC_DOC_FORMAT_H
#define DOC_DOC_FORMAT_H

#include <stdbool.h>

#include "base/buffer.h"

/* What a format that makes a whole page puts around the content. */
struct document_page {
	const char *name;    /* "xsm-flask-status": of the manual page */
	const char *title;   /* "Security status, Xen 4.17.5" */
	const char *date;    /* YYYY-MM-DD, of the content */
	const char *product; /* "Xen 4.17.5" */
};

/* The names of the formats ("text" first), NULL-terminated. */
extern const char *const document_formats[];

/*
 * Adds the Markdown (CommonMark) in the format to the buffer: text and
 * markdown as a part of a document, the others as a whole page.  False, and
 * nothing added, when there is no such format.
 */
bool document_render(const char *format, const char *markdown,
		     const struct document_page *page, struct buffer *out);

/*
 * What the Markdown has that is not text, lists, code or links, in words
 * ("HTML"), and its line; NULL: there is nothing of it.
 */
const char *document_foreign_markup(const char *markdown, unsigned *line);

#endif
