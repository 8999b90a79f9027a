/* Our own words: the templates, filled with a release's facts. */
#ifndef PAGE_PAGE_WORDS_H
#define PAGE_PAGE_WORDS_H

#include "page/page_facts.h"

/* Adds the Markdown of the whole section. */
void page_write_section(const struct page_facts *facts, struct buffer *out);

/* Adds a block as it stands in xsm-flask.txt, with its heading. */
void page_write_block_text(const struct page_block *block, struct buffer *out);

#endif
