/* Types that are chosen for parties; for solve/ only. */
#ifndef SOLVE_SOLVE_TRIAL_H
#define SOLVE_SOLVE_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/solve_answer.h"

struct search;
struct solver;

/* Nothing is chosen but what is given. */
struct trial trial_start(const struct solver *solver, unsigned caller);

/*
 * Whether what is asked between the party and those chosen before it is
 * allowed: the trial's when becomes when it is.
 */
bool trial_check(const struct search *search, enum party party,
		 struct trial *trial);

/* What those that are chosen let the party be, a set for each atom. */
struct links {
	/* No more than accesses, which the registry's loader has counted. */
	const uint64_t *sets[ACCESS_LIMIT];
	unsigned count;
};

void links_find(const struct search *search, enum party party,
		const struct trial *trial, struct links *links);

#endif
