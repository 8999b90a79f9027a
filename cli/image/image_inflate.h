/* What gzip has packed, in bounded memory. */
#ifndef IMAGE_IMAGE_INFLATE_H
#define IMAGE_IMAGE_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* Whether the bytes start as what gzip writes does. */
bool image_is_packed(const char *bytes, size_t length);

/*
 * Adds what is packed to the buffer, no more than the limit, and stores how
 * many of the bytes it takes.  NULL, or what is wrong with it, in words.
 */
const char *image_inflate(const char *bytes, size_t length, size_t limit,
			  struct buffer *content, size_t *used);

#endif
