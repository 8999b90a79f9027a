/* Findings while they are found, and as they are handed out; check/ only. */
#ifndef CHECK_RESULTS_H
#define CHECK_RESULTS_H

#include "check/solve.h"

/* What a finding rests on; findings on the ops of a group share it. */
struct evidence {
	const struct group *group; /* that the subject can do; or NULL */
	const struct when *when;   /* how far; with group */
	const struct draft *draft; /* what a check added; or NULL */
};

struct results *results_make(struct run *run);

/*
 * Adds the findings on the ops of the ability.  All those of one subject come
 * one after the other.
 */
void results_add_ability(struct results *results, const struct ability *ability,
			 const char *role);

/* The status of an op in the run's release. */
struct op_status results_status(struct results *results, const struct op *op);

/*
 * All findings so far, sorted by subject, level, rule, op and condition, in the
 * run's arena, with room for so many before the first one.
 */
size_t results_finish(struct results *results, size_t spare,
		      struct finding **findings);

/*
 * Adds a finding on no subject where it belongs among all of them, in one of
 * the places before the first; returns where they begin now.
 */
struct finding *results_add_front(struct results *results,
				  const struct draft *draft,
				  struct finding *findings);

#endif
