/* The heading of a block: read, and written as others are. */
#ifndef DOC_DOC_HEADING_H
#define DOC_DOC_HEADING_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/memory.h"

struct document;
struct document_block;

/*
 * "__HYPERVISOR_domctl (HEADER)": sets the block's hypercall and header;
 * false: the words are none.
 */
bool document_read_hypercall(const char *said, struct arena *arena,
			     struct document_block *block);

/*
 * Adds the heading of a block for the hypercall and its header, in the form
 * that the document's block `like` has its own in; NULL: as the document's form
 * is written where it has none.
 */
void document_write_heading(const struct document *document,
			    const struct document_block *like,
			    const char *hypercall, const char *header,
			    struct buffer *out);

/* The line of the heading's words, or of the rule above them. */
unsigned document_heading_start(const struct document *document,
				const struct document_block *block);

#endif
