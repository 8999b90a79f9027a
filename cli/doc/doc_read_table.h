/* What the reader of each form finds in a document.  For files of doc/. */
#ifndef DOC_DOC_READ_TABLE_H
#define DOC_DOC_READ_TABLE_H

#include "base/memory.h"

struct document;
struct document_block;

/*
 * Each finds the headings of a document whose lines are read.  Those of
 * Markdown and reStructuredText find the items of lists, too, and say of lines
 * which are more of them.
 */
void text_read(struct document *document, struct arena *arena);
void markdown_read(struct document *document, struct arena *arena);
void rst_read(struct document *document, struct arena *arena);

/*
 * Makes a block of text of the lines behind its heading, up to the line
 * block->end or to where the section's own text goes on; then end is there.
 */
void text_read_block(struct document *document, struct arena *arena,
		     struct document_block *block);

#endif
