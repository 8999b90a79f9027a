/* What differs between a document's lists and the release's, in words. */
#include <stdlib.h>

#include "page/page_note.h"
#include "page/page_rewrite.h"

void page_note(struct page_writer *writer, unsigned line, const char *format,
	       ...)
{
	struct page_difference *difference =
		list_push(&writer->differences, writer->arena);
	difference->line = line;
	difference->order = writer->differences.count;
	va_list arguments;
	va_start(arguments, format);
	difference->text = arena_vformat(writer->arena, format, arguments);
	va_end(arguments);
}

/* Where the names of a release's list stand in the document. */
struct name_seen {
	bool kept;	     /* by an entry in the right place */
	unsigned first_line; /* that has the name; 0: none */
};

static struct name_seen *see_names(const struct page_block *block,
				   const struct document_block *found,
				   const struct page_alignment *alignment,
				   struct arena *arena)
{
	struct name_seen *seen =
		arena_alloc(arena, block->names.count, sizeof *seen);
	for (size_t i = 0; i < found->entries.count; i++) {
		const struct page_place *place = &alignment->places[i];
		if (place->name == NO_INDEX)
			continue;
		struct name_seen *name = &seen[place->name];
		name->kept |= place->kept;
		if (!name->first_line || place->kept)
			name->first_line = found->entries.items[i].line;
	}
	return seen;
}

static void note_entry(struct page_writer *writer,
		       const struct page_block *block,
		       const struct document_block *found,
		       const struct document_entry *entry,
		       const struct page_place *place)
{
	if (place->name == NO_INDEX) {
		page_note(writer, entry->line,
			  "%s does not belong in the list of %s",
			  *entry->name ? entry->name : "an empty entry",
			  block->hypercall);
	} else if (place->kept) {
		if (!entry->plain)
			page_note(writer, entry->line,
				  "%s is not written as \"%s\"", entry->name,
				  document_item_line(&found->item, entry->name,
						     writer->arena));
	} else {
		page_note(writer, entry->line,
			  "%s stands in the wrong place in the list of %s",
			  entry->name, block->hypercall);
	}
}

/* A missing name is noted where it goes: behind the last kept one. */
static void note_missing(struct page_writer *writer,
			 const struct page_block *block,
			 const struct document_block *found,
			 const struct name_seen *seen)
{
	unsigned line = found->line;
	for (size_t i = 0; i < block->names.count; i++) {
		if (seen[i].kept)
			line = seen[i].first_line;
		else if (!seen[i].first_line)
			page_note(writer, line,
				  "%s is missing from the list of %s",
				  block->names.items[i], block->hypercall);
	}
}

/* Blank lines between two kept entries with no prose between them. */
static void note_blank_lines(struct page_writer *writer,
			     const struct page_block *block,
			     const struct document_block *found,
			     const struct page_alignment *alignment)
{
	unsigned blank = 0;
	bool after_kept = false;
	size_t entry = 0;
	for (unsigned i = found->body; !found->loose && i < found->end; i++) {
		enum document_line_kind kind =
			document_line(writer->document, i)->kind;
		bool kept =
			kind == LINE_ENTRY && alignment->places[entry++].kept;
		if (kind == LINE_BLANK && after_kept && !blank)
			blank = i;
		if (kept && blank)
			page_note(writer, blank,
				  "a blank line divides the list of %s",
				  block->hypercall);
		if (kept || (kind != LINE_BLANK && kind != LINE_ENTRY &&
			     kind != LINE_MORE)) {
			/* Cells are a part of the row above. */
			after_kept = kept || (after_kept && kind == LINE_CELL);
			blank = 0;
		}
	}
}

static int compare_lines(const void *a, const void *b)
{
	const struct page_difference *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	/* Those of one line keep the order of the list. */
	return x->order < y->order ? -1 : x->order > y->order;
}

void page_note_list(struct page_writer *writer, const struct page_block *block,
		    const struct document_block *found,
		    const struct page_alignment *alignment)
{
	size_t start = writer->differences.count;
	struct name_seen *seen =
		see_names(block, found, alignment, writer->arena);
	for (size_t i = 0; i < found->entries.count; i++)
		note_entry(writer, block, found, &found->entries.items[i],
			   &alignment->places[i]);
	note_missing(writer, block, found, seen);
	note_blank_lines(writer, block, found, alignment);
	size_t added = writer->differences.count - start;
	if (added)
		qsort(&writer->differences.items[start], added,
		      sizeof(struct page_difference), compare_lines);
}
