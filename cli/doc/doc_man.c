/* Markdown as a manual page. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"

enum { MAN_WIDTH = 76, MAN_SECTION = 7 };

/* Puts what the node says into the place of the node. */
static void replace_by_text(cmark_node *node, const char *text,
			    cmark_node *around)
{
	cmark_node *plain = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(plain, text);
	if (around) {
		cmark_node_append_child(around, plain);
		plain = around;
	}
	cmark_node_replace(node, plain);
	cmark_node_free(node);
}

/* mandoc does not know cmark's font for code; in headings all is bold. */
static void replace_code(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	bool bold = cmark_node_get_type(parent) != CMARK_NODE_HEADING;
	replace_by_text(node, cmark_node_get_literal(node),
			bold ? cmark_node_new(CMARK_NODE_STRONG) : NULL);
}

/* cmark would write an address twice when it is its own link. */
static void replace_address(cmark_node *node)
{
	cmark_node *text = cmark_node_first_child(node);
	const char *url = cmark_node_get_url(node);
	const char *literal = text ? cmark_node_get_literal(text) : NULL;
	if (literal && strcmp(literal, url) == 0)
		replace_by_text(node, url, NULL);
}

static void replace_inlines(cmark_node *tree)
{
	cmark_iter *iterator = cmark_iter_new(tree);
	cmark_event_type event;
	while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iterator);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_CODE)
			replace_code(node);
		else if (type == CMARK_NODE_LINK && event == CMARK_EVENT_EXIT)
			replace_address(node);
	}
	cmark_iter_free(iterator);
}

/* Leaves out the .PP that cmark writes at the start of each section. */
static void add_without_first_paragraphs(const char *rendered,
					 struct buffer *out)
{
	unsigned lines_since_heading = 2;
	while (*rendered) {
		size_t length = strcspn(rendered, "\n");
		length += rendered[length] == '\n';
		bool heading = text_starts_with(rendered, ".S");
		if (lines_since_heading != 1 ||
		    !text_starts_with(rendered, ".PP\n"))
			buffer_add(out, rendered, length);
		if (heading)
			lines_since_heading = 0;
		else if (lines_since_heading < 2)
			lines_since_heading++;
		rendered += length;
	}
}

void man_render(cmark_node *tree, const struct document_page *page,
		struct buffer *out)
{
	document_raise_headings(tree);
	replace_inlines(tree);
	buffer_add_string(out, ".TH ");
	for (const char *at = page->name; *at; at++)
		buffer_add_char(out, (char)toupper((unsigned char)*at));
	buffer_format(out, " %d %s \"%s\"\n", MAN_SECTION, page->date,
		      page->product);
	buffer_format(out, ".SH NAME\n%s \\- %s\n", page->name, page->title);
	char *rendered = cmark_render_man(tree, CMARK_OPT_DEFAULT, MAN_WIDTH);
	struct buffer body = BUFFER_INIT;
	document_add_rendered(rendered, &body);
	add_without_first_paragraphs(buffer_string(&body), out);
	buffer_release(&body);
}
