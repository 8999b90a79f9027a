/*
 * The statements of a policy.conf that matter for locations.
 *
 * checkpolicy has accepted the text before it comes here, so what is not
 * known is gone over and not complained of.
 */
#ifndef SOURCE_SOURCE_STATEMENT_H
#define SOURCE_SOURCE_STATEMENT_H

#include <stdbool.h>

#include "source/source_scan.h"

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

#endif
