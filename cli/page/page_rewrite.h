/*
 * The one pass behind page_update() and page_check(): writes the document
 * anew and notes each thing that it mends, so that both always agree.
 */
#ifndef PAGE_PAGE_REWRITE_H
#define PAGE_PAGE_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "page/page_align.h"

struct document;
struct document_item;
struct page_facts;

struct page_difference {
	unsigned line; /* of the document */
	size_t order;  /* in which they were found */
	const char *text;
};

/* Blank lines of the document; they may have spaces in them. */
struct page_blanks {
	unsigned first; /* line; 0: empty ones that are not in it */
	unsigned count;
};

/*
 * Where the new document goes.  Blank lines wait until it is known whether
 * a line follows that they keep apart from the one before.
 */
struct page_writer {
	const struct document *document;
	const char *release;
	struct arena *arena;
	struct buffer *out;
	struct page_blanks waiting;
	bool apart; /* one must stand before the next line */
	list_of(struct page_difference) differences;
};

/* Writes a line that is not blank, with what waits before it. */
void page_write_line(struct page_writer *writer, const char *line);

/* Copies the lines first to end - 1; blank ones at their end wait. */
void page_copy_lines(struct page_writer *writer, unsigned first, unsigned end);

/* Writes the name as an item of a list, or as a row without more. */
void page_write_item(struct page_writer *writer,
		     const struct document_item *item, const char *name);

/* The blank lines right before the line of that number. */
struct page_blanks page_blanks_before(const struct document *document,
				      unsigned number);

/*
 * Writes the whole document; differences are in the order of lines.  Start
 * with a writer whose document, release, arena and out are set.
 */
void page_rewrite(struct page_writer *writer, const struct page_facts *facts);

#endif
