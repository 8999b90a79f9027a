/* Lints a policy: a run, all rules over it, and what accepts the findings. */
#ifndef LINT_LINT_POLICY_H
#define LINT_LINT_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint {
	const struct registry *registry;
	const struct policy *policy;
	struct release_choice release;
	const struct host_build *host; /* that it is for; NULL: any */
	const char **trusted;	       /* types, sorted */
	size_t trusted_count;
	size_t finding_count;
	/* What was not understood or not evaluated: the lint is not complete.
	 */
	const struct diag *limits;
	size_t limit_count;
	const char *site; /* path of one that nobody named; or NULL */
	/*
	 * The conditions of its findings are whole as text, and on booleans
	 * whose names are words: they can be held against others.
	 */
	bool exact_conditions;
	struct run *run; /* what findings are worked out from */
};

/* Lints the policy. NULL with messages where that is not possible. */
const struct lint *lint_make(const struct lint_request *request,
			     struct arena *arena, struct diags *diags);

/* The findings of a request, which nothing accepts; NULL as run_make(). */
struct lint *lint_plainly(const struct lint_request *request,
			  struct arena *arena, struct diags *diags);

/* Whether who writes the policy is not who answers for the site. */
bool lint_ignores_remarks(const struct lint_request *request);

#endif
