/*
 * A policy that fits several releases: what holds only in some of them.  An
 * error in any of these must not be hidden by the choice of another one.
 */
#ifndef LINT_LINT_UNDECIDED_H
#define LINT_LINT_UNDECIDED_H

#include <stddef.h>

#include "lint/lint_view.h"

/* Releases that a policy fits and that the registry does not tell apart. */
struct candidates {
	unsigned release; /* that stands for them */
	struct release_set releases;
};

/* All that the choice found, that of the one in use first. */
size_t lint_candidates(const struct registry *registry,
		       const struct release_choice *choice, struct arena *arena,
		       struct candidates **groups);

/*
 * The first of views of one policy for groups of releases that it fits, with
 * errors and warnings of the others.  What does not hold in all of them says
 * where it does; *differing: so many.  What is removed is that of the first.
 */
struct lint_view lint_view_candidates(const struct lint_view *views,
				      const struct candidates *groups,
				      size_t count, struct arena *arena,
				      size_t *differing);

#endif
