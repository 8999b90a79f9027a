/* The words of a policy.conf, each with its place by the #line markers. */
#ifndef SOURCE_SOURCE_SCAN_H
#define SOURCE_SOURCE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

/* A name, number or path; or a sign that stands for itself. */
struct conf_token {
	const char *start; /* NULL: the end of the text */
	size_t length;
	bool word;
	const char *file; /* by the #line markers */
	unsigned line;
};

/* A place in a text.  A copy of it is a place to come back to. */
struct scanner {
	const char *at, *end;
	const char *file;
	unsigned line;
	struct arena *arena; /* of the names of files */
	/* Called with each comment that the scanner goes over; or NULL. */
	void (*comment)(void *context, const struct scanner *scanner,
			const char *start, const char *end);
	void *context;
};

/* The beginning of the text, which is line 1 of that file. */
struct scanner scanner_new(const char *path, const struct buffer *text,
			   struct arena *arena);

/* Where the line ends that the place is in: its line feed, or the end. */
const char *source_line_end(const char *at, const char *end);

struct conf_token scanner_next(struct scanner *scanner);

/* The token that comes next, which stays there. */
struct conf_token scanner_peek(const struct scanner *scanner);

bool token_is_sign(const struct conf_token *token, char sign);

/* Keywords are written in small letters or in capitals. */
bool token_is_keyword(const struct conf_token *token, const char *keyword);

/*
 * Where line number `line` of the text (from 1) comes from, by the #line
 * markers; the file's name lives in the arena.
 */
struct location scanner_origin(const char *path, const struct buffer *text,
			       unsigned line, struct arena *arena);

/*
 * What stands behind "xsmc:" when the comment is a remark, without white space
 * around it, in the arena; else NULL.  The start is behind the sign that makes
 * it a comment.
 */
const char *remark_text(const char *start, const char *end,
			struct arena *arena);

bool rule_stops_remarks(const char *word);

/* Whether the text declares object classes, as each policy.conf does. */
bool text_has_classes(const struct buffer *text);

/* Whether the text declares MLS sensitivities. */
bool text_has_sensitivities(const struct buffer *text);

#endif
