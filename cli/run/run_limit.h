/*
 * Limits: what of a policy was not understood or not evaluated.  Each is a
 * warning of the catalogue of messages.
 */
#ifndef RUN_RUN_LIMIT_H
#define RUN_RUN_LIMIT_H

#include <stdbool.h>

#include "base/diags.h"

struct run;

/*
 * Says once, as a warning and in the report, that a part of the policy was not
 * understood or not evaluated: where, and what in particular, in printf's way.
 * The message is a row of the catalogue; run_limit.c lists those that
 * do not change the exit status.
 */
void run_add_limit(struct run *run, const struct message *message,
		   struct location at, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));

/* Whether lint lives with it: it can only bring findings too many. */
bool limit_is_lived_with(const struct message *message);

/* Adds those that are seen once all checks have run. */
void run_find_limits(struct run *run);

/* Whether the texts of its conditions can be held against others'. */
bool run_has_exact_conditions(const struct run *run);

#endif
