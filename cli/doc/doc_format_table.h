/* Who writes which format: a file each.  For the files of doc/ only. */
#ifndef DOC_DOC_FORMAT_TABLE_H
#define DOC_DOC_FORMAT_TABLE_H

#include <cmark.h>

#include "base/buffer.h"

struct document_page;

/* Each may change the tree, which stays its caller's. */
void text_render(cmark_node *tree, const struct document_page *page,
		 struct buffer *out);
void rst_render(cmark_node *tree, const struct document_page *page,
		struct buffer *out);
void html_render(cmark_node *tree, const struct document_page *page,
		 struct buffer *out);
void man_render(cmark_node *tree, const struct document_page *page,
		struct buffer *out);
void latex_render(cmark_node *tree, const struct document_page *page,
		  struct buffer *out);

#endif
