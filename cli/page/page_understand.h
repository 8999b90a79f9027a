/* Whether a document names hypercalls and ops in forms that are understood. */
#ifndef PAGE_PAGE_UNDERSTAND_H
#define PAGE_PAGE_UNDERSTAND_H

#include "doc/doc.h"
#include "registry/registry.h"

/*
 * An op stands in an entry of a block, once in the section, and a hypercall in
 * the heading of one.  What sentences say of other ops is not understood: such
 * a line is a warning, and counted.  False with messages, at their lines, for
 * every other form: it may be a list that we do not see.
 */
bool page_understand(const struct registry *registry,
		     const struct document *document, struct arena *arena,
		     struct diags *diags, size_t *unread);

/* Whether the block is of a hypercall that no release has. */
bool page_is_own_block(const struct registry *registry,
		       const struct document_block *block);

#endif
