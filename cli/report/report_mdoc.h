/* Pieces of a manual page in mdoc(7). */
#ifndef REPORT_REPORT_MDOC_H
#define REPORT_REPORT_MDOC_H

#include "base/buffer.h"

/* Adds running text: a line a sentence, or less where that is long. */
void mdoc_add_prose(const char *text, struct buffer *out);

/* Adds a paragraph with the title, and the example as it is; NULL: nothing. */
void mdoc_add_example(const char *title, const char *example,
		      struct buffer *out);

#endif
