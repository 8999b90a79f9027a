/* Text that is safe to show, as it is and in XML. */
#ifndef REPORT_REPORT_CLEAN_H
#define REPORT_REPORT_CLEAN_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/memory.h"

/*
 * The text, safe to show: what steers a terminal and what is no UTF-8 becomes
 * "?".  NULL stays NULL.
 */
const char *clean_text(const char *text, struct arena *arena);

/* Adds the text, clean, as the content or an attribute of XML. */
void add_xml(struct buffer *out, const char *text);
void add_xml_format(struct buffer *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Adds the text, whole lines, each clean, as the content of XML: of the spaces
 * before each so many are left out, and so many of the others are one.  The
 * line ends in it are lost.
 */
void add_xml_lines(struct buffer *out, struct buffer *text, size_t margin,
		   size_t unit);

/* "1 error", "2 errors". */
const char *count_noun(size_t count, const char *noun, struct arena *arena);

#endif
