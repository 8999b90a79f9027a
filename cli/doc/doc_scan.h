/* The parts of document_scan(). */
#ifndef DOC_DOC_SCAN_H
#define DOC_DOC_SCAN_H

#include "doc/doc.h"

/* Cuts the file into lines; false with a message when it is no clean text. */
bool document_read_lines(const struct document_file *file, struct arena *arena,
			 struct diags *diags, struct document *document);

/*
 * Makes a block of the lines under its heading, block->line, up to the line
 * block->end or to where the section's own text goes on; then end is there.
 */
void document_scan_block(struct document *document, struct arena *arena,
			 struct document_block *block);

/* What the prose between the lines first and end says. */
enum document_mode document_judge(const struct document *document,
				  unsigned first, unsigned end);

/* The line without what stands before its first character. */
const char *document_line_content(const char *line);

/* true when the line is a row of these marks, as under a heading. */
bool document_is_rule(const char *line, char mark);

/* true when nothing but spaces and tabs is left. */
bool document_text_blank(const char *text);

#endif
