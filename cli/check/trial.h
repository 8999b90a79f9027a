/* Finding types for all roles of a way, one after the other; check/ only. */
#ifndef CHECK_TRIAL_H
#define CHECK_TRIAL_H

#include "check/solve.h"

/* Nothing is chosen but what is given: the caller and initial SIDs. */
struct trial trial_start(const struct solver *solver);

/*
 * Finds types for all open roles, with that object, so that all needs are met
 * and contexts exist.  Not varying: always; false when no choice does.
 * Varying: in some states; the states of all choices are added to *when.  The
 * trial is the first that passed.
 *
 * The object is what the caller calls it: a domain can have another type.
 */
bool trial_object(struct solver *solver, const struct plan_way *way,
		  bool varying, unsigned object, struct trial *trial,
		  struct when *when);

/* Adds the types that the role could have, when nothing is chosen yet. */
void trial_candidates(struct solver *solver, const struct plan_way *way,
		      enum party role, bool varying, struct type_set *types);

/* The views of the loaded subject. */
const struct views *solver_views(struct solver *solver);

#endif
