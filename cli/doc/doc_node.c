/* What renderers of documents do to the nodes of cmark. */
#include <stdbool.h>

#include "doc/doc_node.h"

void document_add_rendered(char *rendered, struct buffer *out)
{
	buffer_add_string(out, rendered);
	cmark_get_default_mem_allocator()->free(rendered);
}

static int highest_heading(cmark_node *tree)
{
	int highest = 0;
	for (cmark_node *node = cmark_node_first_child(tree); node;
	     node = cmark_node_next(node)) {
		int level = cmark_node_get_heading_level(node);
		if (level && (!highest || level < highest))
			highest = level;
	}
	return highest;
}

void document_raise_headings(cmark_node *tree)
{
	int highest = highest_heading(tree);
	for (cmark_node *node = cmark_node_first_child(tree); node;
	     node = cmark_node_next(node)) {
		int level = cmark_node_get_heading_level(node);
		if (level)
			cmark_node_set_heading_level(node, level - highest + 1);
	}
}

void document_node_words(cmark_node *block, struct buffer *words)
{
	cmark_iter *iterator = cmark_iter_new(block);
	cmark_event_type event;
	while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iterator);
		cmark_node_type type = cmark_node_get_type(node);
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_SOFTBREAK)
			buffer_add_char(words, ' ');
		else if (type == CMARK_NODE_LINEBREAK)
			buffer_add_char(words, '\n');
		else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buffer_add_string(words, cmark_node_get_literal(node));
	}
	cmark_iter_free(iterator);
}

void document_write_list(cmark_node *list, const char *bullet, unsigned indent,
			 struct buffer *out,
			 void (*write_item)(struct buffer *out,
					    cmark_node *item, unsigned indent))
{
	int number = cmark_node_get_list_start(list);
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	for (cmark_node *item = cmark_node_first_child(list); item;
	     item = cmark_node_next(item)) {
		struct buffer mark = BUFFER_INIT;
		if (ordered)
			buffer_format(&mark, "%d. ", number++);
		else
			buffer_add_string(&mark, bullet);
		buffer_add_repeated(out, ' ', indent);
		buffer_add(out, mark.data, mark.length);
		write_item(out, item, indent + (unsigned)mark.length);
		if (cmark_node_next(item) && !cmark_node_get_list_tight(list))
			buffer_add_char(out, '\n');
		buffer_release(&mark);
	}
}
