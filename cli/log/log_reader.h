/* The inside of a reader of logs.  Types alone; for the files of log/ only. */
#ifndef LOG_LOG_READER_H
#define LOG_LOG_READER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "log/log_read.h"

/* A part of a pattern: text, or a hole. */
struct log_part {
	bool hole;
	struct log_text text; /* of a hole, its name */
};

enum { LOG_PART_LIMIT = 2 * LOG_HOLE_LIMIT + 1 };

struct log_pattern {
	struct log_part parts[LOG_PART_LIMIT];
	unsigned count;
};

struct log_reader {
	struct log_grammar grammar;
	struct log_pattern *patterns;
	unsigned
		*by_byte[256]; /* patterns that can start so; NO_PATTERN ends */
	log_handler *handler;
	void *context;
	unsigned long line; /* that is at hand */
	unsigned long marked;
	struct buffer rest; /* of a line whose end is not read yet */
	struct buffer json; /* of a string in JSON, unescaped */
	struct buffer held; /* a line that may go on in the next one */
	unsigned long held_line;
};

#define NO_PATTERN ((unsigned)-1)

#endif
