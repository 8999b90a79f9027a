/* The renderers behind the table of formats. */
#ifndef DOC_DOC_FORMAT_H
#define DOC_DOC_FORMAT_H

#include <cmark.h>

#include "doc/doc.h"

/* Each may change the tree, which stays its caller's. */
void document_render_text(cmark_node *tree, const struct document_page *page,
			  struct buffer *out);
void document_render_html(cmark_node *tree, const struct document_page *page,
			  struct buffer *out);
void document_render_man(cmark_node *tree, const struct document_page *page,
			 struct buffer *out);
void document_render_latex(cmark_node *tree, const struct document_page *page,
			   struct buffer *out);

/* Adds what a renderer of cmark returned to the buffer and frees it. */
void document_add_rendered(char *rendered, struct buffer *out);

/* Makes the highest heading one of level 1 and the others follow it. */
void document_raise_headings(cmark_node *tree);

#endif
