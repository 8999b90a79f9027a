/* Markdown as HTML. */
#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"

void html_render(cmark_node *tree, const struct document_page *page,
		 struct buffer *out)
{
	document_raise_headings(tree);
	buffer_add_string(out, "<!DOCTYPE html>\n"
			       "<html lang=\"en\">\n"
			       "<head>\n"
			       "<meta charset=\"utf-8\">\n"
			       "<title>");
	buffer_add_entities(out, page->title, "&<");
	buffer_add_string(out, "</title>\n"
			       "<style>\n"
			       "body { max-width: 45em; margin: 2em auto; "
			       "padding: 0 1em; }\n"
			       "</style>\n"
			       "</head>\n"
			       "<body>\n");
	document_add_rendered(cmark_render_html(tree, CMARK_OPT_DEFAULT), out);
	buffer_add_string(out, "</body>\n</html>\n");
}
