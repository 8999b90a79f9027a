/* What passing an op takes, for check/ only. */
#ifndef CHECK_PLAN_H
#define CHECK_PLAN_H

#include "check/solve.h"

/*
 * The ways to be let through: in each way all needs must be passed.  Choices
 * of the caller and of the hardware alike make several ways.
 */
struct plan {
	const struct op *op;
	list_of(struct needs) ways;
	bool unknown; /* the hook does not know the op */
	bool open;    /* in one way nothing is asked that can refuse it */
};

/*
 * Plans the op of a release.  False when it is not for itself that it is
 * checked: by its sub-subops one by one, or as its parent.
 */
bool plan_make(const struct registry *registry, const struct op *op,
	       unsigned release, struct relation_index *index,
	       struct plan *plan);

#endif
