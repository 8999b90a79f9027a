/* The block of a document that lists ops. */
#ifndef DOC_DOC_BLOCK_H
#define DOC_DOC_BLOCK_H

#include "base/memory.h"

struct document;
struct document_block;

/*
 * Makes a block of the lines under its heading, block->line, up to the line
 * block->end or to where the section's own text goes on; then end is there.
 */
void document_scan_block(struct document *document, struct arena *arena,
			 struct document_block *block);

#endif
