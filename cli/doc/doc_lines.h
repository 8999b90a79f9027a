/* A document as lines, with and without what frames them. */
#ifndef DOC_DOC_LINES_H
#define DOC_DOC_LINES_H

#include <stdbool.h>

#include "base/diags.h"

struct document;
struct document_file;

enum document_line_kind {
	LINE_BLANK,
	LINE_PROSE,
	LINE_FRAME, /* of a table: what stands before its rows */
	LINE_ENTRY, /* a bullet of a block, or the first of a row */
	LINE_MORE,  /* goes on with the bullet above */
	LINE_CELL,  /* of the row above, and not ours */
};

struct document_line {
	const char *text; /* without its newline */
	const char *said; /* the same, with no name in disguise */
	enum document_line_kind kind;
};

/* The line of that number, from 1. */
const struct document_line *document_line(const struct document *document,
					  unsigned number);

/* Cuts the file into lines; false with a message when it is no clean text. */
bool document_read_lines(const struct document_file *file, struct arena *arena,
			 struct diags *diags, struct document *document);

/*
 * Finds what lines say in Markdown and reStructuredText, where "\_" is an
 * underscore and, in the former, "&#95;", too.
 */
void document_uncover(struct document *document, struct arena *arena);

/* The line without what stands before its first character. */
const char *document_line_content(const char *line);

/* true when nothing but spaces and tabs is left. */
bool document_text_blank(const char *text);

/* true when the line is a row of these marks, as under a heading. */
bool document_is_rule(const char *line, char mark);

#endif
