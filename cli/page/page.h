/*
 * Which documents xsmc can write and what they say: the facts of the registry
 * in the words of the templates, or of a document that is there already.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "doc/doc.h"
#include "registry/registry.h"

/*
 * Adds the status section of the release in the format (one of
 * document_formats) to the buffer.  False, with a message, when there
 * is no such format or the release's document has no section.
 */
bool page_section(const struct registry *registry, unsigned release,
		  const char *format, struct diags *diags, struct buffer *out);

/* What was found in a document. */
struct page_result {
	size_t differences; /* from what the release has */
	size_t unread;	    /* places whose sense a person must judge */
};

/*
 * Adds the document to the buffer with the lists of its status section as
 * the release has them: mended blocks keep their prose where its mode is
 * right, others get our template's.  A block of a hypercall that is in no
 * release stays.  Adds a message (a note, document-difference) for each thing
 * that was mended, and a warning for each thing that was not understood; counts
 * both.  False, with a message, when the file cannot be understood or the
 * release has no section; nothing is added then.
 */
bool page_update(const struct registry *registry, unsigned release,
		 const struct document_file *file, struct diags *diags,
		 struct page_result *result, struct buffer *out);

/*
 * Adds a message (a warning, document-stale) with its line for each thing
 * that page_update() would mend.  The rest as page_update().
 */
bool page_check(const struct registry *registry, unsigned release,
		const struct document_file *file, struct diags *diags,
		struct page_result *result);

#endif
