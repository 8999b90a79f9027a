/* Markdown as LaTeX. */
#include "doc/doc_format.h"
#include "doc/doc_format_table.h"
#include "doc/doc_node.h"

enum { LATEX_WIDTH = 76 };

void latex_render(cmark_node *tree, const struct document_page *page,
		  struct buffer *out)
{
	(void)page;
	document_raise_headings(tree);
	/* LaTeX's default fonts have no underscore that can be copied. */
	buffer_add_string(out, "\\documentclass{article}\n"
			       "\\usepackage[T1]{fontenc}\n"
			       "\\usepackage[utf8]{inputenc}\n"
			       "\\usepackage{hyperref}\n"
			       "\\begin{document}\n\n");
	char *rendered =
		cmark_render_latex(tree, CMARK_OPT_DEFAULT, LATEX_WIDTH);
	document_add_rendered(rendered, out);
	buffer_add_string(out, "\n\\end{document}\n");
}
