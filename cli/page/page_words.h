/* The words of a template, filled with a release's facts. */
#ifndef PAGE_PAGE_WORDS_H
#define PAGE_PAGE_WORDS_H

#include "page/page_facts.h"

/* Adds the Markdown of the whole section. */
void page_write_section(const struct page_facts *facts, struct buffer *out);

/*
 * Whether what is written in these words is read as it is meant, in each form
 * of a document; a message says which is not.  path is that of the template.
 */
bool page_words_read_back(const struct page_template *words, const char *path,
			  struct arena *arena, struct diags *diags);

#endif
