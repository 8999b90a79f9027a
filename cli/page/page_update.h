/* A document brought up to date, or what it says that is not so. */
#ifndef PAGE_PAGE_UPDATE_H
#define PAGE_PAGE_UPDATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "doc/doc.h"

struct page_statement;

/* What was found in a document. */
struct page_result {
	size_t differences; /* from what the release has */
	size_t unread;	    /* places whose sense a person must judge */
	enum document_form form;
};

/*
 * Adds the document to the buffer with the lists of its status section as
 * the release has them: mended blocks keep their prose where its mode is
 * right, others get that of a block of the document, or the template's.  A
 * block of a hypercall that is in no release stays.  Adds a message (a note,
 * document-difference) for each thing that was mended, and a warning for each
 * thing that was not understood; counts both.  False, with a message, when the
 * file cannot be understood or the release has no section; nothing is added
 * then.
 */
bool page_update(const struct page_statement *what,
		 const struct document_file *file, struct diags *diags,
		 struct page_result *result, struct buffer *out);

/*
 * Adds a message (a warning, document-stale) with its line for each thing
 * that page_update() would mend.  The rest as page_update().
 */
bool page_check(const struct page_statement *what,
		const struct document_file *file, struct diags *diags,
		struct page_result *result);

#endif
