/* Finds the section of a document, its lists and its items. */
#include "base/map.h"
#include "base/text.h"
#include "doc/doc_heading.h"
#include "doc/doc_read_table.h"
#include "doc/doc_scan.h"

#include <string.h>

USES_MESSAGE(BLOCK_DUPLICATE);
USES_MESSAGE(SECTION_DUPLICATE);
USES_MESSAGE(SECTION_MISSING);

/* --- The section ------------------------------------------------------ */

/* The heading is the section's; in text it is underlined by dashes. */
static bool is_section_heading(const struct document *document,
			       const struct document_heading *heading)
{
	size_t length = sizeof DOCUMENT_SECTION_TITLE - 1;
	return text_starts_with(heading->said, DOCUMENT_SECTION_TITLE) &&
	       document_text_blank(heading->said + length) &&
	       (document->form != DOCUMENT_TEXT || heading->mark == '-');
}

/* The number of the line's heading, or of the next one. */
static size_t next_heading(const struct document *document, size_t number,
			   unsigned line)
{
	while (number < document->headings.count &&
	       document->headings.items[number].line < line)
		number++;
	return number;
}

static void tell_missing(const struct document *document, unsigned line,
			 struct diags *diags)
{
	struct location at = {document->path, line, 0};
	const char *how =
		document->form == DOCUMENT_TEXT ? " underlined by dashes" : "";
	diags_add(diags, MESSAGE_SECTION_MISSING, at, "no heading \"%s\"%s",
		  DOCUMENT_SECTION_TITLE, how);
}

/* Whether the heading of that number is the section's, and of the line. */
static bool is_section_line(const struct document *document, size_t number,
			    unsigned line)
{
	if (number >= document->headings.count)
		return false;
	const struct document_heading *heading =
		&document->headings.items[number];
	return heading->line == line && is_section_heading(document, heading);
}

/* The number of the section's heading; false with a message: there is none. */
static bool find_heading(const struct document *document, struct diags *diags,
			 size_t *found)
{
	unsigned line = 0, other = 0;
	size_t number = 0;
	for (unsigned i = 1; i <= document->lines.count; i++) {
		if (!document_has_title(document, i))
			continue;
		number = next_heading(document, number, i);
		if (!line && is_section_line(document, number, i)) {
			line = i;
			*found = number;
		} else if (!other) {
			other = i;
		}
	}
	struct location at = {document->path, other, 0};
	if (line && other)
		diags_add(diags, MESSAGE_SECTION_DUPLICATE, at,
			  "another starts at line %u", line);
	else if (!line)
		tell_missing(document, other, diags);
	return line && !other;
}

static bool find_section(struct document *document, struct diags *diags)
{
	struct document_section *section = &document->section;
	size_t number = 0;
	if (!find_heading(document, diags, &number))
		return false;
	const struct document_heading *headings = document->headings.items;
	section->line = headings[number].line;
	section->body = headings[number].body;
	section->level = headings[number].level;
	section->end = (unsigned)document->lines.count + 1;
	for (number++; number < document->headings.count; number++)
		if (headings[number].level <= section->level) {
			section->end = headings[number].first;
			break;
		}
	return true;
}

/* --- Blocks ----------------------------------------------------------- */

/* A block is what stands below its heading, up to the next one. */
static void find_blocks(struct document *document, struct arena *arena)
{
	struct document_section *section = &document->section;
	struct document_block *open = NULL;
	size_t number = next_heading(document, 0, section->body);
	for (; number < document->headings.count; number++) {
		const struct document_heading *heading =
			&document->headings.items[number];
		struct document_block block;
		if (heading->line >= section->end)
			break;
		if (open)
			open->end = heading->first;
		open = NULL;
		if (!document_read_hypercall(heading->said, arena, &block))
			continue;
		open = list_push(&section->blocks, arena);
		*open = block;
		open->first = heading->first;
		open->line = heading->line;
		open->body = heading->body;
		open->end = section->end;
	}
}

static bool blocks_distinct(const struct document *document,
			    struct arena *arena, struct diags *diags)
{
	const struct document_section *section = &document->section;
	struct map seen = {0};
	for (size_t i = 0; i < section->blocks.count; i++) {
		struct document_block *block = &section->blocks.items[i];
		const struct document_block *first =
			map_get(&seen, block->hypercall);
		if (first) {
			struct location at = {document->path, block->line, 0};
			diags_add(diags, MESSAGE_BLOCK_DUPLICATE, at,
				  "%s has one at line %u", block->hypercall,
				  first->line);
			return false;
		}
		map_set(&seen, block->hypercall, block, arena);
	}
	return true;
}

/* --- Items ------------------------------------------------------------ */

/* Whether blank lines, one each, divide all entries. */
static bool is_loose(const struct document *document,
		     const struct document_block *block)
{
	for (size_t i = 1; i < block->entries.count; i++) {
		unsigned before = block->entries.items[i].line - 1;
		if (document_line(document, before)->kind != LINE_BLANK)
			return false;
	}
	return block->entries.count > 1;
}

/* The items that the reader of the form found in the lines of the block. */
static void take_items(const struct document *document, size_t *next,
		       struct arena *arena, struct document_block *block)
{
	size_t count = document->items.count;
	const struct document_entry *items = document->items.items;
	while (*next < count && items[*next].line < block->body)
		++*next;
	for (; *next < count && items[*next].line < block->end; ++*next) {
		*list_push(&block->entries, arena) = items[*next];
		block->table |= items[*next].row;
	}
	block->loose = is_loose(document, block);
}

static void read_blocks(struct document *document, struct arena *arena)
{
	size_t next = 0;
	for (size_t i = 0; i < document->section.blocks.count; i++) {
		struct document_block *block =
			&document->section.blocks.items[i];
		if (document->form == DOCUMENT_TEXT)
			text_read_block(document, arena, block);
		else
			take_items(document, &next, arena, block);
		block->mode = document_judge(document, block->body, block->end);
	}
}

static bool read_parts(struct document *document, struct arena *arena,
		       struct diags *diags)
{
	static void (*const readers[])(struct document * document,
				       struct arena * arena) = {
		text_read, markdown_read, rst_read};
	if (document->form != DOCUMENT_TEXT)
		document_uncover(document, arena);
	readers[document->form](document, arena);
	if (!find_section(document, diags))
		return false;
	find_blocks(document, arena);
	if (!blocks_distinct(document, arena, diags))
		return false;
	read_blocks(document, arena);
	document_choose_items(document, arena);
	return true;
}

/* The document as lines, or NULL. */
static struct document *read_lines(const struct document_file *file,
				   struct arena *arena, struct diags *diags)
{
	struct document *document = arena_alloc(arena, 1, sizeof *document);
	document->path = arena_string(arena, file->path);
	return document_read_lines(file, arena, diags, document) ? document
								 : NULL;
}

const struct document *document_scan(const struct document_file *file,
				     struct arena *arena, struct diags *diags)
{
	struct document *document = read_lines(file, arena, diags);
	if (document)
		document->form = document_find_form(document, arena);
	return document && read_parts(document, arena, diags) ? document : NULL;
}

const struct document *document_scan_as(const struct document_file *file,
					enum document_form form,
					struct arena *arena,
					struct diags *diags)
{
	struct document *document = read_lines(file, arena, diags);
	if (document)
		document->form = form;
	return document && read_parts(document, arena, diags) ? document : NULL;
}
