/* Waivers for what a lint finds, as if all of it were accepted. */
#ifndef LINT_LINT_ADOPT_H
#define LINT_LINT_ADOPT_H

#include <stddef.h>

#include "finding/finding.h"

struct lint;

/* A waiver, and what it is for. */
struct adoption {
	struct waiver waiver;
	const struct rule *rule;
	enum level level;    /* the gravest of the findings */
	const char *message; /* of the first */
	size_t findings;
	size_t objects; /* that it is for without naming one; or 0 */
};

/*
 * How many covered ops are delegated in findings that are accepted, and some of
 * their names, in the arena.
 */
size_t lint_accepted_ops(const struct lint *lint, struct arena *arena,
			 const char **names);

/*
 * Waivers, none of them in vain, for the findings of that level or above, in
 * the order of these; those of fixes at the end.  A finding on many objects has
 * one that names none.  Of accepted findings alone, where that is asked for,
 * with what accepts them, or else of the others, without a reason.
 */
size_t lint_adopt(const struct lint *lint, enum level least, bool accepted,
		  struct arena *arena, const struct adoption **adoptions);

#endif
