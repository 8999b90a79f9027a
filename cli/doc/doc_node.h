/* What renderers of documents do to the nodes of cmark. */
#ifndef DOC_DOC_NODE_H
#define DOC_DOC_NODE_H

#include <cmark.h>

#include "base/buffer.h"

/* Adds what a renderer of cmark returned to the buffer and frees it. */
void document_add_rendered(char *rendered, struct buffer *out);

/* Makes the highest heading one of level 1 and the others follow it. */
void document_raise_headings(cmark_node *tree);

/* Adds the words of a paragraph or heading; a hard line break is a newline. */
void document_node_words(cmark_node *block, struct buffer *words);

/*
 * Adds a list, each item's mark, the bullet or its number, in front of what the
 * function writes of it, which is indented by the last argument.
 */
void document_write_list(cmark_node *list, const char *bullet, unsigned indent,
			 struct buffer *out,
			 void (*write_item)(struct buffer *out,
					    cmark_node *item, unsigned indent));

#endif
