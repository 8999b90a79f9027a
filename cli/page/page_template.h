/* The prose of the status section: ours, or a maintainer's own. */
#ifndef PAGE_PAGE_TEMPLATE_H
#define PAGE_PAGE_TEMPLATE_H

#include "base/buffer.h"
#include "base/diags.h"
#include "doc/doc.h"

/* Markdown with {{placeholders}}, cut into its parts. */
struct page_template {
	const char *section;
	const char *blocks[DOCUMENT_MODE_COUNT]; /* of each mode; [0]: NULL */
};

/* Ours, in the arena. */
const struct page_template *page_template_builtin(struct arena *arena);

/*
 * The template in the file; the result lives in the arena.  NULL with a message
 * at its line, where a part or a placeholder is missing or is none of ours, or
 * where it has what not every form of a document can have.
 */
const struct page_template *page_template_read(const struct document_file *file,
					       struct arena *arena,
					       struct diags *diags);

/* What {{name}} stands for. */
struct page_placeholder {
	const char *name, *value;
};

/*
 * Adds the part with the placeholders' values in their places; the last row has
 * no name.
 */
void page_template_fill(const char *part,
			const struct page_placeholder *placeholders,
			struct buffer *out);

#endif
