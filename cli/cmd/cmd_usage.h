/* What a command's --help shows. */
#ifndef CMD_CMD_USAGE_H
#define CMD_CMD_USAGE_H

#include <popt.h>

#include "base/buffer.h"

struct session;

/*
 * Usage, options with what they take, examples and pages of the session's
 * command, in lines that fit the session's width.
 */
void usage_write(const struct session *session,
		 const struct poptOption *options, struct buffer *out);

/* Adds the text, which begins in the column, in lines; the cursor is there. */
void usage_prose(const char *text, size_t column, size_t width,
		 struct buffer *out);

#endif
