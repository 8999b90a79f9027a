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
	LINE_ENTRY, /* a bullet of a block */
	LINE_MORE,  /* goes on with the bullet above */
};

struct document_line {
	const char *text; /* without its newline */
	enum document_line_kind kind;
};

/* The line of that number, from 1. */
const struct document_line *document_line(const struct document *document,
					  unsigned number);

/* Cuts the file into lines; false with a message when it is no clean text. */
bool document_read_lines(const struct document_file *file, struct arena *arena,
			 struct diags *diags, struct document *document);

/* The line without what stands before its first character. */
const char *document_line_content(const char *line);

/* true when nothing but spaces and tabs is left. */
bool document_text_blank(const char *text);

#endif
