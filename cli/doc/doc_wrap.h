/* Words in lines of a width. */
#ifndef DOC_DOC_WRAP_H
#define DOC_DOC_WRAP_H

#include <stddef.h>

#include "base/buffer.h"

/* Characters, not bytes: UTF-8 continuation bytes do not count. */
size_t document_text_width(const char *text, size_t length);

/*
 * Adds the words in lines that end before the width, all but the first with
 * the indent before them; the cursor stands behind that of the first.  A
 * newline among the words ends a line.  No line starts with a word of marks
 * alone, which would read as a bullet or as a rule.
 */
void document_wrap(const char *words, unsigned indent, size_t width,
		   struct buffer *out);

#endif
