/*
 * What stands in a line: the messages of Xen's in it, and whose words others
 * are.  A guest can write what it likes behind its own mark, "(d5) ": nothing
 * of that is taken for Xen's.
 */
#ifndef LOG_LOG_LINE_H
#define LOG_LOG_LINE_H

#include "log/log_text.h"

struct log_reader;

/* Handles what stands in a line. */
void line_read(struct log_reader *reader, struct log_text line);

#endif
