/*
 * The list of a block. Bullets are ours, prose is not: entries that stand in
 * the right order stay where they are, the others go, and missing ones are
 * put behind the one that they follow upstream.
 */
#ifndef PAGE_PAGE_LIST_H
#define PAGE_PAGE_LIST_H

struct document_block;
struct page_block;
struct page_writer;

/* Writes what stands under the heading of a block of the right mode. */
void page_write_list(struct page_writer *writer, const struct page_block *block,
		     const struct document_block *found);

#endif
