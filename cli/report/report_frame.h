/* Pages from templates; for the files of report/ only. */
#ifndef REPORT_REPORT_FRAME_H
#define REPORT_REPORT_FRAME_H

#include <stddef.h>

#include "base/buffer.h"

/*
 * Adds the template up to the mark, a line of its own that it must have, and
 * returns what is behind the mark, for frame_add().  Lines lose their
 * indentation, and comments of scripts and styles are left out: they are for
 * those who edit the template.
 */
const char *frame_start(const char *name, const char *mark, struct buffer *out);

/* Adds that part of a template likewise, or what is before the mark of it. */
const char *frame_add(const char *part, const char *mark, struct buffer *out);

/* A word of a template, "{{NAME}}" there, and what stands in its place. */
struct frame_word {
	const char *name, *value;
};

/* Adds the template with all its words replaced; `count` of them are given. */
void frame_fill(const char *name, const struct frame_word *words, size_t count,
		struct buffer *out);

#endif
