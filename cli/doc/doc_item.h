/* In which form an item of a list stands. */
#ifndef DOC_DOC_ITEM_H
#define DOC_DOC_ITEM_H

#include <stdbool.h>

#include "base/memory.h"
#include "doc/doc_form.h"

struct document;

/* What stands around the name on its line. */
struct document_item {
	const char *before, *after; /* " * ", ""; "- `", "`" */
	bool escaped;		    /* "\_" in the name */
	/* In a table, further lines of the row, each an empty cell. */
	const char *cell; /* "     -" */
	unsigned cells;
};

/* How items of the form are written where no other is found. */
struct document_item document_default_item(enum document_form form);

/* Whether the line is the name in a form of items, and in which. */
bool document_read_item(enum document_form form, const char *line,
			const char *name, struct arena *arena,
			struct document_item *item);

/* A new item of a list; content is what stands behind its mark. */
struct document_entry *document_add_item(struct document *document,
					 unsigned number, const char *content,
					 struct arena *arena);

/* The name on a line of that form. */
const char *document_item_line(const struct document_item *item,
			       const char *name, struct arena *arena);

/*
 * Chooses in which form the entries of each block are written: the one that
 * most of its entries have, or else most of the document's; and tells which
 * entries have it.
 */
void document_choose_items(struct document *document, struct arena *arena);

#endif
