/*
 * Reads Markdown, GitHub's and pandoc's: cmark tells what is a heading and what
 * an item.  A list within something else is none of ours, and its names stay
 * in lines that nobody has read.
 */
#include <cmark.h>
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "doc/doc_node.h"
#include "doc/doc_read_table.h"
#include "doc/doc_scan.h"

static const char *line_text(const struct document *document, unsigned number)
{
	return document_line(document, number)->text;
}

static unsigned start_line(cmark_node *node)
{
	return (unsigned)cmark_node_get_start_line(node);
}

/* The words without what pandoc calls attributes, "{#id .class}". */
static const char *without_attributes(const char *words, struct arena *arena)
{
	size_t length = strlen(words);
	const char *open = strrchr(words, '{');
	if (open && length && words[length - 1] == '}')
		length = (size_t)(open - words);
	while (length && words[length - 1] == ' ')
		length--;
	return arena_slice(arena, words, length);
}

/* An anchor, in a line of its own above the heading, moves with it. */
static unsigned find_anchor(const struct document *document, unsigned line)
{
	unsigned above = line - 1;
	while (above && document_line(document, above)->kind == LINE_BLANK)
		above--;
	if (above && text_starts_with(line_text(document, above), "<a ") &&
	    text_ends_with(line_text(document, above), "</a>"))
		return above;
	return line;
}

/* cmark does not tell where an underlined heading ends. */
static unsigned find_body(const struct document *document, unsigned line)
{
	if (*document_line_content(line_text(document, line)) == '#')
		return line + 1;
	while (line < document->lines.count) {
		const char *under =
			document_line_content(line_text(document, ++line));
		size_t marks = strspn(under, "-");
		marks += marks ? 0 : strspn(under, "=");
		if (marks && document_text_blank(under + marks))
			break;
	}
	return line + 1;
}

static void add_heading(struct document *document, cmark_node *node,
			struct arena *arena)
{
	struct buffer words = BUFFER_INIT;
	struct document_heading *heading =
		list_push(&document->headings, arena);
	document_node_words(node, &words);
	heading->line = start_line(node);
	heading->first = find_anchor(document, heading->line);
	heading->body = find_body(document, heading->line);
	heading->level = (unsigned)cmark_node_get_heading_level(node);
	heading->said = without_attributes(buffer_string(&words), arena);
	heading->mark =
		*document_line_content(line_text(document, heading->line));
	if (heading->mark != '#')
		heading->mark = *document_line_content(
			line_text(document, heading->body - 1));
	buffer_release(&words);
}

/* The lines of the item behind its first. */
static void note_more(struct document *document, unsigned line, unsigned end)
{
	for (; line < end && line <= document->lines.count; line++)
		if (document_line(document, line)->kind != LINE_BLANK)
			document->lines.items[line - 1].kind = LINE_MORE;
}

static void add_item(struct document *document, cmark_node *item,
		     struct arena *arena)
{
	struct buffer words = BUFFER_INIT;
	cmark_node *paragraph = cmark_node_first_child(item);
	unsigned line = start_line(item);
	unsigned end = (unsigned)cmark_node_get_end_line(item) + 1;
	if (paragraph &&
	    cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH &&
	    start_line(paragraph) == line)
		document_node_words(paragraph, &words);
	struct document_entry *entry = document_add_item(
		document, line,
		arena_slice(arena, buffer_string(&words), words.length), arena);
	note_more(document, line + 1, end);
	for (; line + 1 < end && line < document->lines.count; line++)
		if (document_line(document, line + 1)->kind == LINE_MORE)
			entry->formed = false;
	buffer_release(&words);
}

static void add_list(struct document *document, cmark_node *list,
		     struct arena *arena)
{
	for (cmark_node *item = cmark_node_first_child(list); item;
	     item = cmark_node_next(item))
		add_item(document, item, arena);
}

void markdown_read(struct document *document, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	for (size_t i = 0; i < document->lines.count; i++) {
		buffer_add_string(&text, document->lines.items[i].text);
		buffer_add_char(&text, '\n');
	}
	cmark_node *tree = cmark_parse_document(buffer_string(&text),
						text.length, CMARK_OPT_DEFAULT);
	for (cmark_node *node = cmark_node_first_child(tree); node;
	     node = cmark_node_next(node)) {
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_HEADING)
			add_heading(document, node, arena);
		else if (type == CMARK_NODE_LIST &&
			 cmark_node_get_list_type(node) == CMARK_BULLET_LIST)
			add_list(document, node, arena);
	}
	cmark_node_free(tree);
	buffer_release(&text);
}
