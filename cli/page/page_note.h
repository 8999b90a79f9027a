/* What differs between a document's lists and the release's, in words. */
#ifndef PAGE_PAGE_NOTE_H
#define PAGE_PAGE_NOTE_H

struct document_block;
struct page_alignment;
struct page_block;
struct page_writer;

void page_note(struct page_writer *writer, unsigned line, const char *format,
	       ...) __attribute__((format(printf, 3, 4)));

/* Notes how the entries of a block, of the right mode, differ. */
void page_note_list(struct page_writer *writer, const struct page_block *block,
		    const struct document_block *found,
		    const struct page_alignment *alignment);

#endif
