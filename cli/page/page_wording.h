/*
 * In which words a block is written whose own do not fit, or which is missing:
 * in those of another block of the document, or in a template's.
 */
#ifndef PAGE_PAGE_WORDING_H
#define PAGE_PAGE_WORDING_H

#include "page/page_facts.h"

struct page_writer;

/* A block that says what is to be said, of whatever ops. */
struct page_wording {
	const struct document *document;
	const struct document_block *block;
	struct document_item item; /* how the list is written */
	bool loose;		   /* with blank lines between its items */
};

/*
 * The words for the block.  Those of the document's first block of that mode
 * that names no op beside its list; where there is none, those of the template.
 */
struct page_wording page_find_wording(const struct document *document,
				      const struct page_facts *facts,
				      const struct page_block *block,
				      struct arena *arena);

/*
 * The block of the document whose heading a new one is like: that which the
 * words are from, or another one; NULL: the document has none.
 */
const struct document_block *page_like_heading(
	const struct document *document, const struct page_wording *wording);

/* Writes what stands under the heading of the block. */
void page_write_body(struct page_writer *writer, const struct page_block *block,
		     const struct page_wording *wording);

#endif
