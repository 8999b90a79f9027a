/* Lines for people, broken between words so that they fit a width. */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include <stddef.h>

#include "base/buffer.h"

/* Columns that the bytes take: of characters, not of what steers colour. */
size_t wrap_columns(const char *text, size_t length);

/*
 * Where the further lines of a line begin that does not fit: under its last
 * column of text, as two blanks set it off, where that is in the left half;
 * else a step inside of the line, and of one that begins at the left there.
 */
size_t wrap_hang(const char *line, size_t length, size_t width);

/*
 * Adds the line, which has no newline, and a newline.  It is broken between
 * words; the further lines have `hang` blanks before them.  A word that is
 * longer than a line stays whole: it may be copied.
 */
void wrap_line(const char *line, size_t length, size_t width, size_t hang,
	       struct buffer *out);

/* Adds all lines of the text likewise; width 0: as they are. */
void wrap_text(const char *text, size_t length, size_t width,
	       struct buffer *out);

#endif
