/* Conditions as expressions. */
#ifndef RIGHT_RIGHT_GUARD_TEXT_H
#define RIGHT_RIGHT_GUARD_TEXT_H

#include <stdbool.h>

struct conditions;
struct when;

/*
 * As an expression of policy.conf: that of a condition of the policy which is
 * the same, or a shortest sum of products where the booleans are few, or else
 * what it came about by.  Equal conditions yield the same pointer; what holds
 * always yields NULL.
 */
const char *when_text(struct conditions *conditions, const struct when *when,
		      bool *default_state);

/*
 * Whether the text is of a condition whose diagram would be too large: it says
 * no more and no less than is true, but may be one that holds in no state, or
 * in all, and that is the same as another one.
 */
bool when_text_is_open(const struct conditions *conditions, const char *text);

/* Whether the text leaves something out, which it then counts. */
bool when_text_is_cut(const struct conditions *conditions, const char *text);

#endif
