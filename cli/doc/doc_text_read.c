/* Reads text in the layout of xsm-flask.txt: its headings and blocks. */
#include <ctype.h>
#include <string.h>

#include "doc/doc_heading.h"
#include "doc/doc_read_table.h"
#include "doc/doc_scan.h"

/* --- Headings --------------------------------------------------------- */

/* Whether the line is a heading: unindented and underlined. */
static bool is_underlined(const struct document *document, unsigned number)
{
	if (number >= document->lines.count)
		return false;
	const char *line = document_line(document, number)->text;
	const char *under = document_line(document, number + 1)->text;
	if (!*line || isspace((unsigned char)*line) ||
	    document_is_rule(line, '-') || document_is_rule(line, '='))
		return false;
	return document_is_rule(under, '-') || document_is_rule(under, '=');
}

/* That of a block has no mark, and is below all others. */
void text_read(struct document *document, struct arena *arena)
{
	enum { UNDERLINED = 1, BARE = 2 };
	for (unsigned i = 1; i <= document->lines.count; i++) {
		const char *line = document_line(document, i)->text;
		bool underlined = is_underlined(document, i);
		struct document_block block;
		if (!underlined &&
		    !document_read_hypercall(line, arena, &block))
			continue;
		*list_push(&document->headings, arena) =
			(struct document_heading){
				.first = i,
				.line = i,
				.body = i + 1 + underlined,
				.level = underlined ? UNDERLINED : BARE,
				.mark = '\0',
				.said = line};
		if (underlined)
			document->headings.items[document->headings.count - 1]
				.mark = *document_line(document, i + 1)->text;
	}
}

/* --- Blocks ----------------------------------------------------------- */

static unsigned line_indent(const char *line)
{
	return (unsigned)(document_line_content(line) - line);
}

static size_t macro_length(const char *text)
{
	size_t length = 0;
	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

/* What stands behind the mark of a bullet; NULL: the line is no bullet. */
static const char *bullet_content(const char *line)
{
	const char *mark = document_line_content(line);
	if (!*mark || !strchr("*-+", *mark))
		return NULL;
	const char *content = document_line_content(mark + 1);
	if (content > mark + 1 || !*content)
		return content;
	/* Without a space it is one only if a lone macro follows. */
	size_t length = macro_length(content);
	return length && document_text_blank(content + length) ? content : NULL;
}

static void add_entry(struct document *document, unsigned number,
		      const char *content, struct arena *arena,
		      struct document_block *block)
{
	const char *text = document_line(document, number)->text;
	struct document_entry *entry = list_push(&block->entries, arena);
	entry->name = arena_slice(arena, content, strcspn(content, " \t"));
	entry->line = number;
	entry->formed = document_read_item(document->form, text, entry->name,
					   arena, &entry->item);
	document->lines.items[number - 1].kind = LINE_ENTRY;
}

/*
 * true when the line is more of the bullet that stands right above it.  No
 * more indent is asked for than below " * NAME", which bullets are made to.
 */
static bool goes_on(const struct document *document, unsigned number,
		    const struct document_block *block)
{
	enum { ENTRY_INDENT = 1, MARK_WIDTH = 2 };
	const struct document_line *above = document_line(document, number - 1);
	if (above->kind != LINE_ENTRY && above->kind != LINE_MORE)
		return false;
	unsigned bullet = block->entries.items[block->entries.count - 1].line;
	unsigned indent = line_indent(document_line(document, bullet)->text);
	if (indent > ENTRY_INDENT)
		indent = ENTRY_INDENT;
	return line_indent(document_line(document, number)->text) >=
	       indent + MARK_WIDTH;
}

/*
 * Upstream indents the prose of blocks.  Where a document does so, a
 * paragraph without indent is the section's again, and a rule always is.
 */
static bool leaves_block(const struct document *document, unsigned number,
			 unsigned first_prose)
{
	const char *line = document_line(document, number)->text;
	if (document_is_rule(line, '-') || document_is_rule(line, '='))
		return true;
	return first_prose &&
	       line_indent(document_line(document, first_prose)->text) > 0 &&
	       line_indent(line) == 0 &&
	       document_line(document, number - 1)->kind != LINE_PROSE;
}

void text_read_block(struct document *document, struct arena *arena,
		     struct document_block *block)
{
	unsigned first_prose = 0, number = block->body;
	for (; number < block->end; number++) {
		struct document_line *line = &document->lines.items[number - 1];
		const char *content = bullet_content(line->text);
		if (line->kind == LINE_BLANK)
			continue;
		if (content) {
			add_entry(document, number, content, arena, block);
		} else if (goes_on(document, number, block)) {
			line->kind = LINE_MORE;
			block->entries.items[block->entries.count - 1].formed =
				false;
		} else if (leaves_block(document, number, first_prose)) {
			break;
		} else if (!first_prose) {
			first_prose = number;
		}
	}
	block->end = number;
}
