/* Pages from templates; for the files of report/ only. */
#ifndef REPORT_REPORT_FRAME_H
#define REPORT_REPORT_FRAME_H

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

#endif
