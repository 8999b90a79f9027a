/* Reads a log bit by bit, and cuts it into lines. */
#ifndef LOG_LOG_READ_H
#define LOG_LOG_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"
#include "log/log_text.h"

struct log_reader;

enum { LOG_FIELD_LIMIT = 16, LOG_HOLE_LIMIT = 6 };

/* What is looked for; all of it must live as long as the reader. */
struct log_grammar {
	/* Fields of a line on an access, none twice. */
	const char *const *fields;
	size_t field_count;
	/*
	 * Other lines, in the order in which they are tried.  A word in braces
	 * stands for what differs, {rest} at the end for nothing, too; at the
	 * start for one word.  A blank stands for one or more.
	 */
	const char *const *patterns;
	size_t pattern_count;
	const char *const *classes; /* NULL-terminated, or NULL */
};

/* A line on an access: "avc:  denied  { ... } for ...". */
struct log_access {
	bool denied;
	struct log_text permissions; /* between the braces */
	struct log_text fields[LOG_FIELD_LIMIT];
	unsigned has; /* bits of those that it has */
	/* Contexts; or numbers, where the hypervisor had no context. */
	struct log_text source, target;
	bool source_is_sid, target_is_sid;
	struct log_text object_class;
};

enum log_event_kind {
	LOG_EVENT_ACCESS,
	LOG_EVENT_LINE,	   /* one of the patterns */
	LOG_EVENT_DAMAGED, /* FLASK's, and not to be read */
	LOG_EVENT_FOREIGN, /* on an access, and not Xen's */
};

struct log_event {
	enum log_event_kind kind;
	unsigned long line;   /* in the file, from 1 */
	struct log_text text; /* from where the message begins */
	const char *reason;   /* of one that is damaged, or foreign */
	struct log_access access;
	unsigned pattern; /* index */
	struct log_text holes[LOG_HOLE_LIMIT];
};

typedef void log_handler(void *context, const struct log_event *event);

struct log_reader *log_reader_make(const struct log_grammar *grammar,
				   log_handler *handler, void *context,
				   struct arena *arena);

/* How many lines there are, and how many of them have Xen's mark. */
struct log_count {
	unsigned long lines, marked;
};

/*
 * Reads the file, or standard input for "-", and has all events handled; adds
 * to the counts.  False with a message where it cannot be read.
 */
bool log_read(struct log_reader *reader, const char *path, struct diags *diags,
	      struct log_count *count);

#endif
