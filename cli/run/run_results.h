/* Findings while they are found, and as they are handed out. */
#ifndef RUN_RUN_RESULTS_H
#define RUN_RUN_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "run/run_ability.h"
#include "run/run_types.h"

struct results;

void run_add_finding(struct run *run, const struct draft *draft);

/* What a finding rests on; findings on the ops of a group share it. */
struct evidence {
	const struct group *group; /* that the subject can do; or NULL */
	const struct when *when;   /* how far; with group */
	enum part part;		   /* on which of the objects; with group */
	const struct draft *draft; /* what a check added; or NULL */
};

struct results *results_make(struct run *run);

/*
 * Adds the findings on the ops of the ability.  All those of one subject come
 * one after the other.
 */
void results_add_ability(struct results *results, const struct ability *ability,
			 const struct role_part *role);

/* The status of an op in the run's release. */
struct op_status results_status(struct results *results, const struct op *op);

/*
 * Puts all findings so far in order: by subject, level, rule, op and condition,
 * with room for so many before the first one.  Returns how many there are.
 */
size_t results_finish(struct results *results, size_t spare);

/*
 * Adds a finding on no subject where it belongs among all of them, in one of
 * the places before the first: the indices of those behind it grow.
 */
void results_add_front(struct results *results, const struct draft *draft);

/* Objects of a finding that share what accepts them. */
struct share {
	const struct waiver *waiver; /* or NULL */
	/* That would accept them if it named their rule; or NULL. */
	const struct waiver *near;
	struct type_list objects; /* items NULL: all of the finding's */
};

/*
 * Gives the finding its shares, at least one; from the second on each is to be
 * a finding of its own, behind it, once all are joined.
 */
void results_share(struct results *results, size_t index,
		   const struct share *shares, size_t count);

/* Puts these findings where they belong; returns how many there are now. */
size_t results_join(struct results *results);

/* The objects of the finding's share; items NULL: all of the finding's. */
struct type_list results_objects(const struct results *results, size_t index);

/* The finding of that index, what it rests on, and just how grave it is. */
struct finding results_finding(struct results *results, size_t index);
struct evidence results_evidence(const struct results *results, size_t index);
/* Whether its rule looks where that is asked for alone. */
bool results_is_asked(const struct results *results, size_t index);

enum level results_level(const struct results *results, size_t index,
			 bool *accepted);

#endif
