/* The section of a document as the registry has it. */
#ifndef PAGE_PAGE_SECTION_H
#define PAGE_PAGE_SECTION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"

struct page_statement;

/*
 * Adds the status section of the release in the format (one of
 * document_formats) to the buffer.  False, with a message, when there
 * is no such format or the release's document has no section.
 */
bool page_section(const struct page_statement *what, const char *format,
		  struct diags *diags, struct buffer *out);

#endif
