/* What one branch of a hook asks, against what the registry has of the op. */
#ifndef VERIFY_VERIFY_BRANCH_H
#define VERIFY_VERIFY_BRANCH_H

#include <stdbool.h>

struct access;
struct compared_op;
struct tree_hook;

/*
 * Compares one branch of a hook.  all: it is the op's own; else other ops come
 * through it as well, and not all that it asks need be asked for this one.
 */
void branch_compare(struct compared_op *facts, const struct tree_hook *hook,
		    bool all);

/* Whether the function is the access's source. */
bool access_is_in(const struct access *access, const struct tree_hook *hook);

#endif
