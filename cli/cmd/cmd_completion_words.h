/* What the scripts of all shells ask of commands and kinds of values. */
#ifndef CMD_CMD_COMPLETION_WORDS_H
#define CMD_CMD_COMPLETION_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/cmd_completion.h"
#include "cmd/cmd_value.h"

/* The words of the kind, separated by blanks; "": it has none of its own. */
const char *completion_words(const struct value_kind *kind,
			     struct arena *arena);

/* The words with which commands begin, likewise; of a name of two words one. */
const char *completion_firsts(const struct completion *all);

/* The second words of commands whose first one it is; "": there are none. */
const char *completion_seconds(const struct completion *all, const char *first);

/* Whether another command that stands before begins with the same word. */
bool completion_is_begun(const struct completion *all, size_t index,
			 const char **first);

/* The summary up to its first clause, without what is the default. */
const char *completion_summary(const char *summary, struct arena *arena);

#endif
