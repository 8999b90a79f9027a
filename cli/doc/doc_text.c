/*
 * Plain text in the layout of upstream's xsm-flask.txt: underlined headings,
 * what stands under a heading of the third level indented by one space.
 */
#include <string.h>

#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"
#include "doc/doc_wrap.h"

enum { TEXT_WIDTH = 70, BLOCK_LEVEL = 3, CONTENT_INDENT = 1 };

struct text_writer {
	struct buffer *out;
	unsigned indent;
};

static void write_heading(struct text_writer *writer, cmark_node *node)
{
	struct buffer words = BUFFER_INIT;
	document_node_words(node, &words);
	int level = cmark_node_get_heading_level(node);
	buffer_add(writer->out, buffer_string(&words), words.length);
	buffer_add_char(writer->out, '\n');
	if (level < BLOCK_LEVEL) {
		size_t width = document_text_width(buffer_string(&words),
						   words.length);
		buffer_add_repeated(writer->out, level == 1 ? '=' : '-', width);
		buffer_add_char(writer->out, '\n');
	}
	writer->indent = level < BLOCK_LEVEL ? 0 : CONTENT_INDENT;
	buffer_release(&words);
}

static void write_code_block(const struct text_writer *writer, cmark_node *node)
{
	const char *line = cmark_node_get_literal(node);
	while (*line) {
		size_t length = strcspn(line, "\n");
		if (length)
			buffer_add_repeated(writer->out, ' ',
					    writer->indent + 4);
		buffer_add(writer->out, line, length);
		buffer_add_char(writer->out, '\n');
		line += length + (line[length] == '\n');
	}
}

static void write_blocks(struct text_writer *writer, cmark_node *parent);

static void write_item(struct buffer *out, cmark_node *item, unsigned indent)
{
	struct text_writer writer = {out, indent};
	write_blocks(&writer, item);
}

static void write_list(const struct text_writer *writer, cmark_node *list)
{
	document_write_list(list, "* ",
			    writer->indent ? writer->indent : CONTENT_INDENT,
			    writer->out, write_item);
}

static void write_paragraph(const struct text_writer *writer, cmark_node *node)
{
	struct buffer words = BUFFER_INIT;
	document_node_words(node, &words);
	cmark_node *parent = cmark_node_parent(node);
	bool behind_mark = cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
			   !cmark_node_previous(node);
	if (!behind_mark)
		buffer_add_repeated(writer->out, ' ', writer->indent);
	document_wrap(buffer_string(&words), writer->indent, TEXT_WIDTH,
		      writer->out);
	buffer_release(&words);
}

static void write_blocks(struct text_writer *writer, cmark_node *parent)
{
	for (cmark_node *node = cmark_node_first_child(parent); node;
	     node = cmark_node_next(node)) {
		cmark_node_type type = cmark_node_get_type(node);
		bool in_item = cmark_node_get_type(parent) == CMARK_NODE_ITEM;
		if (cmark_node_previous(node) &&
		    !(in_item && type == CMARK_NODE_LIST))
			buffer_add_char(writer->out, '\n');
		if (type == CMARK_NODE_HEADING)
			write_heading(writer, node);
		else if (type == CMARK_NODE_LIST)
			write_list(writer, node);
		else if (type == CMARK_NODE_CODE_BLOCK)
			write_code_block(writer, node);
		else if (type == CMARK_NODE_PARAGRAPH)
			write_paragraph(writer, node);
		else
			write_blocks(writer, node);
	}
}

void text_render(cmark_node *tree, const struct document_page *page,
		 struct buffer *out)
{
	(void)page;
	struct text_writer writer = {out, 0};
	write_blocks(&writer, tree);
}
