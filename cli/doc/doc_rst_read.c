/*
 * Reads reStructuredText: headings, bullets, and rows of list tables.  What
 * stands in other directives, in comments, quotes and literal blocks is read as
 * lines alone: a name there is in a form that is not understood.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doc/doc_read_table.h"
#include "doc/doc_scan.h"
#include "doc/doc_wrap.h"

/* --- Lines and marks -------------------------------------------------- */

static const char *line_text(const struct document *document, unsigned number)
{
	return number && number <= document->lines.count
		       ? document_line(document, number)->text
		       : "";
}

static bool is_blank(const struct document *document, unsigned number)
{
	return document_text_blank(line_text(document, number));
}

/* Columns; a tab goes to the next eighth. */
static unsigned indent_of(const char *line)
{
	unsigned columns = 0;
	for (; *line == ' ' || *line == '\t'; line++)
		columns = *line == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
	return columns;
}

/* What the words say without marks of literals, emphasis and escapes. */
static const char *without_marks(const char *words, struct arena *arena)
{
	char *said = arena_alloc(arena, strlen(words) + 1, 1), *out = said;
	for (; *words; words++) {
		if (*words == '\\' && words[1])
			*out++ = *++words;
		else if (*words != '`' && *words != '*')
			*out++ = *words;
	}
	while (out > said && isspace((unsigned char)out[-1]))
		*--out = '\0';
	return said;
}

/* --- Headings --------------------------------------------------------- */

/* The mark that a line is a row of; '\0': it is none. */
static char rule_mark(const char *line)
{
	return *line && ispunct((unsigned char)*line) &&
			       document_is_rule(line, *line)
		       ? *line
		       : '\0';
}

/* Whether the line is the words of a heading; a shorter rule underlines none.
 */
static bool is_heading(const struct document *document, unsigned number,
		       struct document_heading *heading)
{
	const char *words = line_text(document, number);
	const char *under = line_text(document, number + 1);
	const char *over = line_text(document, number - 1);
	char mark = rule_mark(under);
	size_t width = document_text_width(words, strlen(words));
	if (!mark || is_blank(document, number) || rule_mark(words))
		return false;
	heading->overlined =
		rule_mark(over) == mark && is_blank(document, number - 2);
	if (!heading->overlined &&
	    (isspace((unsigned char)*words) ||
	     !(is_blank(document, number - 1) || rule_mark(over))))
		return false;
	enum { LONG_ENOUGH = 4 };
	size_t marks = strspn(under, (char[]){mark, '\0'});
	heading->mark = mark;
	heading->first = number - heading->overlined;
	heading->line = number;
	heading->body = number + 2;
	return marks >= width || marks >= LONG_ENOUGH;
}

/* Levels are in the order in which their marks come first. */
static unsigned level_of(const struct document *document,
			 const struct document_heading *heading)
{
	unsigned highest = 0;
	for (size_t i = 0; i < document->headings.count; i++) {
		const struct document_heading *other =
			&document->headings.items[i];
		if (other->mark == heading->mark &&
		    other->overlined == heading->overlined)
			return other->level;
		if (other->level > highest)
			highest = other->level;
	}
	return highest + 1;
}

/* Labels above a heading are a part of it: ".. _name:". */
static unsigned find_label(const struct document *document, unsigned first)
{
	for (unsigned above = first - 1; above; above--) {
		const char *line = line_text(document, above);
		if (text_starts_with(line, ".. _") && text_ends_with(line, ":"))
			first = above;
		else if (!document_text_blank(line))
			break;
	}
	return first;
}

static void add_heading(struct document *document,
			const struct document_heading *found,
			struct arena *arena)
{
	struct document_heading heading = *found;
	heading.level = level_of(document, found);
	heading.first = find_label(document, found->first);
	heading.said = without_marks(
		document_line_content(line_text(document, found->line)), arena);
	*list_push(&document->headings, arena) = heading;
}

/* --- Bullets ---------------------------------------------------------- */

/* What stands behind the mark of a bullet; NULL: the line is no item. */
static const char *bullet_content(const char *line)
{
	static const char *const bullets[] = {
		"*", "-", "+", "\xe2\x80\xa2", "\xe2\x80\xa3", "\xe2\x81\x83"};
	const char *mark = document_line_content(line);
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
		const char *content = mark + strlen(bullets[i]);
		if (text_starts_with(mark, bullets[i]) &&
		    (*content == ' ' || *content == '\t'))
			return document_line_content(content);
		if (text_starts_with(mark, bullets[i]) && !*content)
			return content;
	}
	return NULL;
}

/* --- Where the reader is ---------------------------------------------- */

struct rst_reader {
	struct document *document;
	struct arena *arena;
	unsigned opaque; /* lines indented by more are not read; or NOT */
	bool table;	 /* but rows of a list table are */
	unsigned header; /* rows of it that are no entries, still to come */
	unsigned row;	 /* indent of its rows, or NOT */
	unsigned item;	 /* indent of the bullet that is open, or NOT */
	bool item_is_row;
	bool paragraph; /* the line above is of one */
};

enum { NOT = 1u << 30 };

static struct document_line *line_of(const struct rst_reader *reader,
				     unsigned number)
{
	return &reader->document->lines.items[number - 1];
}

static struct document_entry *last_item(const struct rst_reader *reader)
{
	return &reader->document->items
			.items[reader->document->items.count - 1];
}

/* --- Tables ----------------------------------------------------------- */

/* "-", and what stands behind it: a cell. */
static const char *cell_content(const char *text)
{
	return *text == '-' && (!text[1] || strchr(" \t", text[1]))
		       ? document_line_content(text + 1)
		       : NULL;
}

/* A row starts with a bullet in which a bullet starts, its first cell. */
static bool read_row(struct rst_reader *reader, unsigned number)
{
	const char *line = line_text(reader->document, number);
	const char *inner = bullet_content(line);
	const char *content = inner ? cell_content(inner) : NULL;
	unsigned indent = indent_of(line);
	if (!content || (reader->row != NOT && reader->row != indent))
		return false;
	reader->row = indent;
	if (reader->header) {
		reader->header--;
		reader->item = NOT;
		line_of(reader, number)->kind = LINE_FRAME;
		return true;
	}
	struct document_entry *entry = document_add_item(
		reader->document, number, without_marks(content, reader->arena),
		reader->arena);
	entry->row = true;
	entry->item.cell =
		arena_format(reader->arena, "%*s-", (int)(inner - line), "");
	reader->item = indent;
	reader->item_is_row = true;
	return true;
}

/* What stands below a row's first line: its other cells. */
static void read_cell(const struct rst_reader *reader, unsigned number)
{
	const char *line = line_text(reader->document, number);
	if (reader->item == NOT) {
		line_of(reader, number)->kind = LINE_FRAME;
		return;
	}
	struct document_entry *entry = last_item(reader);
	line_of(reader, number)->kind = LINE_CELL;
	if (cell_content(document_line_content(line)) &&
	    indent_of(line) == strlen(entry->item.cell) - 1)
		entry->item.cells++;
}

static unsigned header_rows(const char *line)
{
	static const char option[] = ":header-rows:";
	line = document_line_content(line);
	return text_starts_with(line, option)
		       ? (unsigned)strtoul(line + sizeof option - 1, NULL, 10)
		       : 0;
}

/* A line within the directive of a list table. */
static void read_table_line(struct rst_reader *reader, unsigned number)
{
	const char *line = line_text(reader->document, number);
	if (read_row(reader, number))
		return;
	if (reader->row != NOT && indent_of(line) > reader->row) {
		read_cell(reader, number);
	} else if (reader->row == NOT && *document_line_content(line) == ':') {
		reader->header += header_rows(line);
		line_of(reader, number)->kind = LINE_FRAME;
	}
}

/* --- Line by line ----------------------------------------------------- */

/* ".. name::" and ".." start what their indented lines are part of. */
static bool read_directive(struct rst_reader *reader, unsigned number)
{
	static const char table[] = "list-table::";
	const char *line = line_text(reader->document, number);
	const char *mark = document_line_content(line);
	if (!text_starts_with(mark, "..") ||
	    (mark[2] && !strchr(" \t", mark[2])))
		return false;
	const char *name = document_line_content(mark + 2);
	reader->opaque = indent_of(line);
	reader->table = text_starts_with(name, table);
	reader->header = 0;
	reader->row = NOT;
	reader->item = NOT;
	/* Its title, if it has one, is prose, which may say something. */
	if (reader->table && document_text_blank(name + sizeof table - 1))
		line_of(reader, number)->kind = LINE_FRAME;
	return true;
}

static void read_bullet(struct rst_reader *reader, unsigned number,
			const char *content)
{
	document_add_item(reader->document, number,
			  without_marks(content, reader->arena), reader->arena);
	reader->item = indent_of(line_text(reader->document, number));
	reader->item_is_row = false;
}

/* More of the bullet above. */
static void read_more(const struct rst_reader *reader, unsigned number)
{
	last_item(reader)->formed = false;
	line_of(reader, number)->kind = LINE_MORE;
}

static void read_line(struct rst_reader *reader, unsigned number)
{
	const char *line = line_text(reader->document, number);
	unsigned indent = indent_of(line);
	const char *content = bullet_content(line);
	bool inside = reader->item != NOT && indent > reader->item;
	if (inside) {
		read_more(reader, number);
	} else if (content && (!reader->paragraph || reader->item == indent)) {
		read_bullet(reader, number, content);
	} else if (!read_directive(reader, number)) {
		reader->item = NOT;
	}
	reader->paragraph = true;
	/* Behind "::" the lines that are indented are taken as they are. */
	if (text_ends_with(line, "::") && reader->opaque == NOT && !inside)
		reader->opaque = indent;
}

void rst_read(struct document *document, struct arena *arena)
{
	struct rst_reader reader = {.document = document,
				    .arena = arena,
				    .opaque = NOT,
				    .row = NOT,
				    .item = NOT};
	for (unsigned i = 1; i <= document->lines.count; i++) {
		struct document_heading heading = {.mark = '\0'};
		const char *line = line_text(document, i);
		if (is_blank(document, i)) {
			reader.paragraph = false;
			continue;
		}
		if (reader.opaque != NOT && indent_of(line) > reader.opaque) {
			if (reader.table)
				read_table_line(&reader, i);
			reader.paragraph = true;
			continue;
		}
		reader.opaque = NOT;
		reader.table = false;
		if (is_heading(document, i, &heading)) {
			add_heading(document, &heading, arena);
			reader.item = NOT;
			reader.paragraph = false;
			i = heading.body - 1;
			continue;
		}
		read_line(&reader, i);
	}
}
