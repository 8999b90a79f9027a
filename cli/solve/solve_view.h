/*
 * How a caller sees domains, as the hooks of FLASK do: a domain sees itself
 * with the label of the transition from its type to its type, a device model
 * sees its guest with that from the guest's type to its own; without one it is
 * the type.
 */
#ifndef SOLVE_SOLVE_VIEW_H
#define SOLVE_SOLVE_VIEW_H

#include <stdbool.h>

#include "right/right.h"

struct solver;

/*
 * How the caller sees a domain: itself, or the one that it is a device model
 * for, can have another label for it than their own type.
 */
struct view {
	unsigned own;  /* the domain's type */
	unsigned seen; /* the label in the caller's accesses to it */
	struct when when;
	bool self; /* it is the caller */
};

/* Start with empty lists, which can be used for one caller after the other. */
struct views {
	list_of(struct view) selves; /* own type or another label */
	list_of(struct view) guests; /* of a device model, all of them */
};

/* Whether a domain is seen by that label. */
bool views_have(const struct views *views, unsigned label);

/* Finds the caller's views; the lists grow in the arena. */
void views_make(const struct solver *solver, unsigned caller,
		struct arena *arena, struct views *views);

/* Those of the views that are of one domain. */
void views_make_of(const struct solver *solver, unsigned caller,
		   unsigned domain, struct arena *arena, struct views *views);

#endif
