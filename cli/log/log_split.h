/*
 * Lines that came as two: a program with a small buffer wrote what it had read,
 * and then the rest on a line of its own.  Only pieces as long as such a buffer
 * are put together again, and only where that gives a line on an access.
 */
#ifndef LOG_LOG_SPLIT_H
#define LOG_LOG_SPLIT_H

#include "log/log_text.h"

struct log_reader;

/* Handles what stands in a line, or keeps it for the next one. */
void split_read(struct log_reader *reader, struct log_text line);

/* Handles what was kept: there is no line behind it. */
void split_flush(struct log_reader *reader);

#endif
