/*
 * Ways that the caller plays no part in: what holds for one subject holds for
 * all; for check/ only.
 */
#ifndef CHECK_FREE_H
#define CHECK_FREE_H

#include "check/plain.h"

/* Whether the way passes always on some object: found out once. */
bool free_passes(struct solver *solver, const struct way *way);

/* What it lets pass, in its facts: worked out once. */
const struct way_facts *free_solve(struct solver *solver,
				   const struct way *way);

#endif
