/* Which entries of a document's block can stay where they are. */
#ifndef PAGE_PAGE_ALIGN_H
#define PAGE_PAGE_ALIGN_H

#include "page/page_facts.h"

/* What becomes of an entry of the document. */
struct page_place {
	unsigned name; /* index of the release's name it has, or NO_INDEX */
	bool kept;
};

struct page_alignment {
	struct page_place *places; /* one for each entry of the document */
	bool any_kept;
};

/*
 * Keeps as many entries as stand in the release's order among each other;
 * the places live in the arena.
 */
void page_align(const struct page_block *block,
		const struct document_block *found, struct arena *arena,
		struct page_alignment *alignment);

#endif
