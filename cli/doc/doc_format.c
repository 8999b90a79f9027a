/* Markdown in the formats that a document can have. */
#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"

#include <string.h>

/* Wrapped Markdown is a little wider than our text: it has marks in it. */
enum { MARKDOWN_WIDTH = 76 };

static void render_markdown(cmark_node *tree, const struct document_page *page,
			    struct buffer *out)
{
	(void)page;
	char *rendered = cmark_render_commonmark(tree, CMARK_OPT_DEFAULT,
						 MARKDOWN_WIDTH);
	document_add_rendered(rendered, out);
}

static void render_xml(cmark_node *tree, const struct document_page *page,
		       struct buffer *out)
{
	(void)page;
	document_add_rendered(cmark_render_xml(tree, CMARK_OPT_DEFAULT), out);
}

/* clang-format off */
#define FORMATS(ROW)                       \
	ROW("text", text_render)   \
	ROW("markdown", render_markdown)    \
	ROW("rst", rst_render)     \
	ROW("html", html_render)   \
	ROW("man", man_render)     \
	ROW("latex", latex_render) \
	ROW("xml", render_xml)
/* clang-format on */

#define AS_RENDERER(name, render) {name, render},
static const struct {
	const char *name;
	void (*render)(cmark_node *tree, const struct document_page *page,
		       struct buffer *out);
} renderers[] = {FORMATS(AS_RENDERER){NULL, NULL}};

#define AS_NAME(name, render) name,
const char *const document_formats[] = {FORMATS(AS_NAME) NULL};

bool document_render(const char *format, const char *markdown,
		     const struct document_page *page, struct buffer *out)
{
	size_t number = 0;
	while (renderers[number].name &&
	       strcmp(renderers[number].name, format) != 0)
		number++;
	if (!renderers[number].name)
		return false;
	cmark_node *tree = cmark_parse_document(markdown, strlen(markdown),
						CMARK_OPT_DEFAULT);
	renderers[number].render(tree, page, out);
	cmark_node_free(tree);
	return true;
}

static const struct {
	cmark_node_type type;
	const char *name;
} foreign[] = {
	{CMARK_NODE_HTML_BLOCK, "HTML"},
	{CMARK_NODE_HTML_INLINE, "HTML"},
	{CMARK_NODE_IMAGE, "an image"},
	{CMARK_NODE_THEMATIC_BREAK, "a rule"},
};

const char *document_foreign_markup(const char *markdown, unsigned *line)
{
	cmark_node *tree = cmark_parse_document(markdown, strlen(markdown),
						CMARK_OPT_DEFAULT);
	cmark_iter *iterator = cmark_iter_new(tree);
	const char *found = NULL;
	while (!found && cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iterator);
		for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
			if (cmark_node_get_type(node) == foreign[i].type)
				found = foreign[i].name;
		if (found)
			*line = (unsigned)cmark_node_get_start_line(node);
	}
	cmark_iter_free(iterator);
	cmark_node_free(tree);
	return found;
}
