/* Patterns of lines: text with holes in braces. */
#ifndef LOG_LOG_PATTERN_H
#define LOG_LOG_PATTERN_H

#include <stdbool.h>

#include "base/memory.h"
#include "log/log_text.h"

struct log_event;
struct log_reader;

/*
 * What stands for that hole of the pattern in an event's line; length 0: the
 * pattern has none of that name.
 */
struct log_text log_hole(const struct log_reader *reader,
			 const struct log_event *event, const char *name);

void patterns_make(struct log_reader *reader, struct arena *arena);

/* Whether the message is one of the patterns: fills in which, and the holes. */
bool patterns_match(const struct log_reader *reader, struct log_text message,
		    struct log_event *event);

#endif
