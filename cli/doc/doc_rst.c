/* Markdown as reStructuredText, with what docutils asks of it. */
#include <ctype.h>
#include <string.h>

#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"
#include "doc/doc_wrap.h"

enum { RST_WIDTH = 76, CODE_INDENT = 3, QUOTE_INDENT = 3 };

/* What a heading of each level is underlined by, from 1. */
static const char heading_marks[] = " =-~^\"'";

/* --- Words ------------------------------------------------------------ */

struct rst_words {
	struct buffer text;
	bool marked; /* what was added last ends in a mark */
};

/*
 * A mark counts only between blanks and the like; where a letter is beside it,
 * an escaped space, which is none, must keep them apart.
 */
static void open_mark(struct rst_words *words, const char *mark)
{
	char last = ' ';
	if (words->text.length)
		last = words->text.data[words->text.length - 1];
	if (words->marked || !strchr(" '\"([{<-/:", last))
		buffer_add_string(&words->text, "\\ ");
	buffer_add_string(&words->text, mark);
	words->marked = false;
}

static void close_mark(struct rst_words *words, const char *mark)
{
	buffer_add_string(&words->text, mark);
	words->marked = true;
}

/* Adds text in which nothing is a mark. */
static void add_text(const char *text, struct rst_words *words)
{
	if (words->marked && *text && !strchr(" '\")]}>-/\\:.,;!?", *text))
		buffer_add_string(&words->text, "\\ ");
	words->marked = false;
	for (const char *at = text; *at; at++) {
		/* "word_" would be a reference. */
		bool word_ends = *at == '_' &&
				 !isalnum((unsigned char)at[strspn(at, "_")]);
		bool literal_follows = *at == ':' && at > text && at[-1] == ':';
		if (strchr("\\*`|", *at) || word_ends || literal_follows)
			buffer_add_char(&words->text, '\\');
		buffer_add_char(&words->text, *at);
	}
}

static void collect_words(cmark_node *parent, struct rst_words *words);

static void add_marked(cmark_node *node, const char *mark,
		       struct rst_words *words)
{
	open_mark(words, mark);
	collect_words(node, words);
	words->marked = false;
	close_mark(words, mark);
}

/* An address that is its own text is a link as it stands. */
static void add_link(cmark_node *node, struct rst_words *words)
{
	cmark_node *text = cmark_node_first_child(node);
	const char *literal = text ? cmark_node_get_literal(text) : NULL;
	const char *url = cmark_node_get_url(node);
	if (literal && strcmp(literal, url) == 0) {
		buffer_add_string(&words->text, url);
		return;
	}
	open_mark(words, "`");
	if (literal)
		add_text(literal, words);
	buffer_format(&words->text, " <%s>", url);
	close_mark(words, "`__");
}

static void add_node(cmark_node *node, struct rst_words *words)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
		buffer_add_char(&words->text, ' ');
		words->marked = false;
	} else if (type == CMARK_NODE_TEXT) {
		add_text(cmark_node_get_literal(node), words);
	} else if (type == CMARK_NODE_CODE) {
		open_mark(words, "``");
		buffer_add_string(&words->text, cmark_node_get_literal(node));
		close_mark(words, "``");
	} else if (type == CMARK_NODE_EMPH) {
		add_marked(node, "*", words);
	} else if (type == CMARK_NODE_STRONG) {
		add_marked(node, "**", words);
	} else if (type == CMARK_NODE_LINK) {
		add_link(node, words);
	} else {
		collect_words(node, words);
	}
}

static void collect_words(cmark_node *parent, struct rst_words *words)
{
	for (cmark_node *node = cmark_node_first_child(parent); node;
	     node = cmark_node_next(node))
		add_node(node, words);
}

/* Whether a line that starts so would be an item, a field, a rule or so. */
static bool starts_as_mark(const char *text)
{
	size_t length = strcspn(text, " ");
	size_t number = *text == '(';
	number += strspn(text + number, "0123456789");
	if (number == (*text == '('))
		number += isalpha((unsigned char)text[number]) != 0;
	if (strchr("-+.:#>=~^_\"'", *text) && *text)
		return true;
	return number + 1 == length && strchr(".)", text[number]);
}

/* --- Blocks ----------------------------------------------------------- */

struct rst_writer {
	struct buffer *out;
	unsigned indent;
};

static void write_heading(const struct rst_writer *writer, cmark_node *node)
{
	struct rst_words words = {BUFFER_INIT, false};
	collect_words(node, &words);
	int level = cmark_node_get_heading_level(node);
	size_t width = document_text_width(buffer_string(&words.text),
					   words.text.length);
	buffer_add(writer->out, buffer_string(&words.text), words.text.length);
	buffer_add_char(writer->out, '\n');
	buffer_add_repeated(writer->out, heading_marks[level], width);
	buffer_add_char(writer->out, '\n');
	buffer_release(&words.text);
}

/* What an item starts with stands behind its mark. */
static bool is_behind_mark(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	return cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
	       !cmark_node_previous(node);
}

static void write_paragraph(const struct rst_writer *writer, cmark_node *node)
{
	struct rst_words words = {BUFFER_INIT, false};
	collect_words(node, &words);
	if (!is_behind_mark(node))
		buffer_add_repeated(writer->out, ' ', writer->indent);
	if (starts_as_mark(buffer_string(&words.text)))
		buffer_add_char(writer->out, '\\');
	document_wrap(buffer_string(&words.text), writer->indent, RST_WIDTH,
		      writer->out);
	buffer_release(&words.text);
}

static void write_code_block(const struct rst_writer *writer, cmark_node *node)
{
	const char *line = cmark_node_get_literal(node);
	if (!is_behind_mark(node))
		buffer_add_repeated(writer->out, ' ', writer->indent);
	buffer_add_string(writer->out, "::\n\n");
	while (*line) {
		size_t length = strcspn(line, "\n");
		if (length)
			buffer_add_repeated(writer->out, ' ',
					    writer->indent + CODE_INDENT);
		buffer_add(writer->out, line, length);
		buffer_add_char(writer->out, '\n');
		line += length + (line[length] == '\n');
	}
}

static void write_blocks(const struct rst_writer *writer, cmark_node *parent);

static void write_item(struct buffer *out, cmark_node *item, unsigned indent)
{
	const struct rst_writer writer = {out, indent};
	write_blocks(&writer, item);
}

static void write_list(const struct rst_writer *writer, cmark_node *list)
{
	document_write_list(list, "- ", writer->indent, writer->out,
			    write_item);
}

/* What stands indented behind a list would be more of its last item. */
static bool needs_divider(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	cmark_node *before = cmark_node_previous(node);
	return before && cmark_node_get_type(before) == CMARK_NODE_LIST &&
	       (type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE);
}

static void write_block(const struct rst_writer *writer, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (needs_divider(node)) {
		buffer_add_repeated(writer->out, ' ', writer->indent);
		buffer_add_string(writer->out, "..\n\n");
	}
	if (type == CMARK_NODE_HEADING) {
		write_heading(writer, node);
	} else if (type == CMARK_NODE_LIST) {
		write_list(writer, node);
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		write_code_block(writer, node);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		write_paragraph(writer, node);
	} else {
		const struct rst_writer inner = {writer->out,
						 writer->indent + QUOTE_INDENT};
		write_blocks(&inner, node);
	}
}

static void write_blocks(const struct rst_writer *writer, cmark_node *parent)
{
	for (cmark_node *node = cmark_node_first_child(parent); node;
	     node = cmark_node_next(node)) {
		if (cmark_node_previous(node))
			buffer_add_char(writer->out, '\n');
		write_block(writer, node);
	}
}

void rst_render(cmark_node *tree, const struct document_page *page,
		struct buffer *out)
{
	(void)page;
	const struct rst_writer writer = {out, 0};
	cmark_consolidate_text_nodes(tree);
	write_blocks(&writer, tree);
}
