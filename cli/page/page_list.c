/*
 * The list of a block. Bullets are ours, prose is not: entries that stand in
 * the right order stay where they are, the others go, and missing ones are
 * put behind the one that they follow upstream.
 */
#include "page/page_list.h"
#include "page/page_note.h"
#include "page/page_rewrite.h"

/* Bullets and blank lines between two lines of prose, or at the end. */
struct gap {
	unsigned first, end; /* lines */
	size_t first_entry, end_entry;
};

struct list_writer {
	struct page_writer *writer;
	const struct page_block *block;
	const struct document_block *found;
	struct page_alignment alignment;
	list_of(struct gap) gaps;
};

static const struct document_line *line_at(const struct list_writer *list,
					   unsigned number)
{
	return document_line(list->writer->document, number);
}

/* What is not the list's stays where it is. */
static bool is_prose(const struct document_line *line)
{
	return line->kind == LINE_PROSE || line->kind == LINE_FRAME;
}

static void find_gaps(struct list_writer *list)
{
	const struct document_block *found = list->found;
	unsigned number = found->body;
	size_t entry = 0;
	for (;; number++) {
		struct gap *gap = list_push(&list->gaps, list->writer->arena);
		gap->first = number;
		gap->first_entry = entry;
		while (number < found->end &&
		       !is_prose(line_at(list, number))) {
			entry += line_at(list, number)->kind == LINE_ENTRY;
			number++;
		}
		gap->end = number;
		gap->end_entry = entry;
		if (number == found->end)
			return;
	}
}

/* Where the list goes when none of its entries can tell: NULL: nowhere. */
static const struct gap *find_home(const struct list_writer *list)
{
	if (list->alignment.any_kept || !list->block->names.count)
		return NULL;
	const struct gap *home = &list->gaps.items[list->gaps.count - 1];
	size_t most = 0;
	/* The first gap is above the prose that introduces the list. */
	for (size_t i = 1; i < list->gaps.count; i++) {
		const struct gap *gap = &list->gaps.items[i];
		size_t entries = gap->end_entry - gap->first_entry;
		if (entries > most) {
			most = entries;
			home = gap;
		}
	}
	return home;
}

/* The line behind the entry and, of a row, its cells. */
static unsigned end_of_entry(const struct list_writer *list,
			     const struct document_entry *entry)
{
	unsigned end = entry->line + 1;
	for (unsigned number = end; number < list->found->end; number++) {
		enum document_line_kind kind = line_at(list, number)->kind;
		if (kind == LINE_CELL)
			end = number + 1;
		else if (kind != LINE_BLANK)
			break;
	}
	return end;
}

/* A row has cells that are a person's. */
static void write_row(struct list_writer *list, const char *name,
		      const struct document_entry *kept)
{
	struct page_writer *writer = list->writer;
	page_write_line(writer,
			kept->plain ? line_at(list, kept->line)->text
				    : document_item_line(&list->found->item,
							 name, writer->arena));
	page_copy_lines(writer, kept->line + 1, end_of_entry(list, kept));
}

/*
 * Writes the names from first to end - 1, of which the first is that of the
 * entry, if one is kept.
 */
static void write_entries(struct list_writer *list, size_t first, size_t end,
			  const struct document_entry *kept)
{
	for (; first < end; first++) {
		const char *name = list->block->names.items[first];
		if (kept && kept->row)
			write_row(list, name, kept);
		else
			page_write_item(list->writer, &list->found->item, name);
		list->writer->apart = list->found->loose;
		kept = NULL;
	}
}

/* The name that the next kept entry has, or the end of the names. */
static size_t next_kept_name(const struct list_writer *list, size_t entry)
{
	for (; entry < list->found->entries.count; entry++)
		if (list->alignment.places[entry].kept)
			return list->alignment.places[entry].name;
	return list->block->names.count;
}

/* The most blank lines in a row; damage may have cut the row in two. */
static struct page_blanks longest_blanks(const struct list_writer *list,
					 unsigned first, unsigned end)
{
	struct page_blanks longest = {0, 0};
	while (end > first) {
		struct page_blanks run =
			page_blanks_before(list->writer->document, end);
		if (run.count >= longest.count)
			longest = run;
		end = run.first - 1;
	}
	return longest;
}

/* The blank lines that belong behind the list, of those after a line. */
static struct page_blanks trailing_blanks(const struct list_writer *list,
					  const struct gap *gap, unsigned after)
{
	const struct document *document = list->writer->document;
	if (gap->end > document->lines.count)
		return page_blanks_before(document, gap->end);
	return longest_blanks(list, after, gap->end);
}

/* Writes a gap with kept entries from first_kept on. */
static void write_kept(struct list_writer *list, const struct gap *gap,
		       size_t first_kept)
{
	const struct page_place *places = list->alignment.places;
	const struct document_entry *entries = list->found->entries.items;
	size_t last_kept = first_kept;
	list->writer->waiting =
		longest_blanks(list, gap->first, entries[first_kept].line);
	if (next_kept_name(list, 0) == places[first_kept].name)
		write_entries(list, 0, places[first_kept].name, NULL);
	for (size_t i = first_kept; i < gap->end_entry; i++) {
		if (!places[i].kept)
			continue;
		write_entries(list, places[i].name, next_kept_name(list, i + 1),
			      &entries[i]);
		last_kept = i;
	}
	list->writer->waiting = trailing_blanks(
		list, gap, end_of_entry(list, &entries[last_kept]));
	list->writer->apart = false;
}

/*
 * Writes the whole list with a blank line before and behind it, unless there
 * were bullets here that did without.
 */
static void write_home(struct list_writer *list, const struct gap *gap)
{
	struct page_writer *writer = list->writer;
	struct page_blanks behind =
		page_blanks_before(writer->document, gap->end);
	unsigned before = 0;
	bool bullets = gap->first_entry < gap->end_entry;
	bool blank = longest_blanks(list, gap->first, gap->end).count > 0;
	if (bullets)
		before = list->found->entries.items[gap->first_entry].line -
			 gap->first;
	/* One of all the blank lines is the one before the list. */
	if (before > 1)
		behind = (struct page_blanks){0, before + behind.count - 1};
	else if (before == 0 && behind.count > 0)
		behind = (struct page_blanks){behind.first + 1,
					      behind.count - 1};
	writer->waiting = (struct page_blanks){0, blank || !bullets};
	write_entries(list, 0, list->block->names.count, NULL);
	writer->waiting = behind;
	writer->apart = blank || !bullets;
}

static void write_gap(struct list_writer *list, const struct gap *gap,
		      const struct gap *home)
{
	size_t kept = gap->first_entry;
	while (kept < gap->end_entry && !list->alignment.places[kept].kept)
		kept++;
	if (kept < gap->end_entry) {
		write_kept(list, gap, kept);
	} else if (gap == home) {
		write_home(list, gap);
	} else {
		list->writer->waiting = trailing_blanks(list, gap, gap->first);
		/* Bullets kept the block apart from what follows it. */
		list->writer->apart = gap->first_entry < gap->end_entry &&
				      gap->end == list->found->end;
	}
}

void page_write_list(struct page_writer *writer, const struct page_block *block,
		     const struct document_block *found)
{
	struct list_writer list = {
		writer, block, found, {NULL, false}, LIST_INIT};
	page_align(block, found, writer->arena, &list.alignment);
	find_gaps(&list);
	page_note_list(writer, block, found, &list.alignment);
	const struct gap *home = find_home(&list);
	for (size_t i = 0; i < list.gaps.count; i++) {
		const struct gap *gap = &list.gaps.items[i];
		write_gap(&list, gap, home);
		if (gap->end < found->end)
			page_write_line(writer, line_at(&list, gap->end)->text);
	}
}
