/* References to variables, and what they come to. */
#ifndef SOURCE_SOURCE_MAKE_EXPAND_H
#define SOURCE_SOURCE_MAKE_EXPAND_H

#include <stdbool.h>
#include <stddef.h>

#include "source/source_make.h"

/* What the references in the text come to, in the arena. */
const char *make_expand(struct make *make, const char *text, struct location at,
			struct make_doubt *doubt);

/* The words between white space, in the arena. */
struct make_words make_split(const char *text, struct arena *arena);

/* The word with `from` taken for `to`, both with "%", where it matches. */
const char *make_substitute(struct make *make, const char *word,
			    const char *from, const char *to);
bool make_matches(const char *word, const char *pattern);

/* Sets the doubt, unless there is one before. */
void make_wonder(struct make_doubt *doubt, struct location at, const char *why);

/*
 * Takes that much of the budget; false, with a doubt, when it is used up: a
 * makefile can ask for more than any time and memory.
 */
bool make_spend(struct make *make, size_t amount, struct location at,
		struct make_doubt *doubt);

/* The variable of that name, or NULL. */
struct make_variable *make_variable(const struct make *make, const char *name);

/* Its value, expanded; NULL: it is not set. */
const char *make_value(struct make *make, const char *name,
		       struct make_doubt *doubt);

/* Sets a variable that nobody sets in a makefile. */
void make_set(struct make *make, const char *name, const char *value);

#endif
