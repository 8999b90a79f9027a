/* The text of a policy.conf: words, statements, and what each one grants. */
#ifndef SOURCE_SOURCE_TEXT_H
#define SOURCE_SOURCE_TEXT_H

#include "source/source.h"
#include "source/source_tree.h"

/* --- Words (source_scan.c) ---------------------------------------------- */

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

/* --- Statements (source_statement.c) ------------------------------------ */

struct set_name {
	const char *name;
	bool negated; /* "-name" */
};

/* Names in braces, or one name, or "*"; inner braces are dissolved. */
struct name_set {
	list_of(struct set_name) names;
	bool all;	 /* "*" */
	bool complement; /* "~" */
};

/* Goes through the statements of a text. */
struct statement_walk {
	struct scanner scanner;
	unsigned depth;	      /* of open blocks */
	unsigned conditional; /* depth from which on an "if" rules; 0: none */
};

/* The keyword of the next statement of any kind; false at the end. */
bool statement_begin(struct statement_walk *walk, struct conf_token *keyword);

/* Goes behind the statement that began so, or into its block. */
void statement_skip(struct statement_walk *walk,
		    const struct conf_token *keyword);

/* Whether the statement labels a device, interrupt or range. */
bool statement_is_resource(const struct conf_token *keyword);

/* Whether a context comes next. */
bool statement_at_context(const struct scanner *scanner);

/*
 * The keyword of the next statement that declares types or allows something
 * (type, typealias, typeattribute, allow); false at the end.  The caller
 * reads on from the scanner as far as it wants to.
 */
bool statement_next(struct statement_walk *walk, struct conf_token *keyword);

/* Reads a set of names, with memory from the arena; false: there is none. */
bool statement_names(struct scanner *scanner, struct arena *arena,
		     struct name_set *set);

/* --- Grants (source_conf.c) -------------------------------------------- */

/*
 * Sets the policy's remarks and its text, what each allow rule grants in terms
 * of its types and classes, in the arena.  Places are those of a tree, or NULL.
 */
void conf_text_read(struct policy *policy, const struct buffer *text,
		    const struct source_places *places, struct arena *arena);

#endif
