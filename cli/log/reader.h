/* What the parts of the reader of logs share; for log/ only. */
#ifndef LOG_READER_H
#define LOG_READER_H

#include "base/buffer.h"
#include "log/log.h"

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

/* The text from that offset on. */
static inline struct log_text text_from(struct log_text text, size_t offset)
{
	return (struct log_text){text.start + offset, text.length - offset};
}

static inline bool byte_is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Where the word stands in the text, or NULL. */
const char *text_search(struct log_text text, const char *word);

/* Without blanks at its start. */
struct log_text text_skip_blanks(struct log_text text);

/* --- log_pattern.c ----------------------------------------------------- */

void patterns_make(struct log_reader *reader, struct arena *arena);

/* Whether the message is one of the patterns: fills in which, and the holes. */
bool patterns_match(const struct log_reader *reader, struct log_text message,
		    struct log_event *event);

/* --- log_access.c ------------------------------------------------------ */

enum access_reading {
	ACCESS_READ,
	ACCESS_DAMAGED, /* with a reason */
	ACCESS_FOREIGN, /* with a reason */
	ACCESS_OTHER,	/* it is on something else */
};

/* Reads what stands from "avc:" on. */
enum access_reading access_parse(const struct log_reader *reader,
				 struct log_text text,
				 struct log_access *access,
				 const char **reason);

/* Whether what stands before "avc:" is an audit record's of another kernel. */
bool access_is_audited(struct log_text before);

/* --- log_json.c -------------------------------------------------------- */

/*
 * The message of a record in JSON, as journalctl writes it, unescaped in the
 * reader's buffer; false: the line is none, or has none.
 */
bool json_message(struct log_reader *reader, struct log_text line,
		  struct log_text *message);

/* --- log_split.c ------------------------------------------------------- */

/* Handles what stands in a line, or keeps it for the next one. */
void split_read(struct log_reader *reader, struct log_text line);

/* Handles what was kept: there is no line behind it. */
void split_flush(struct log_reader *reader);

/* --- log_line.c -------------------------------------------------------- */

/* Handles what stands in a line. */
void line_read(struct log_reader *reader, struct log_text line);

#endif
