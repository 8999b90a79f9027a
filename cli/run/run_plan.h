/* What passing an op takes. */
#ifndef RUN_RUN_PLAN_H
#define RUN_RUN_PLAN_H

#include <stdbool.h>

#include "right/right.h"
#include "run/run_make.h"

/* One way to be let through: all needs must be met. */
struct plan_way {
	const struct requirement
		*needs; /* no two of the same parties and class */
	/* Conditions without which nothing is asked; none: it always is. */
	const struct condition *const *under;
	/* What was asked, in that order; of the op that was planned. */
	const struct way_access *const *accesses;
	unsigned need_count, under_count, access_count;
	enum party object; /* whose types are the objects of findings */
	/* Whose part the caller takes, which nothing is asked of as such. */
	enum party caller_as;
	unsigned system_domains; /* of the op, as op_named_domains() */
	unsigned index;		 /* among all ways of all groups */
	/* The way that stands before asks the same, and is about another. */
	bool again;
	/* Nothing is asked of the caller: the whole world can, but it is only
	 * the caller's own doing where the object is the caller itself. */
	bool free;
};

/*
 * The ways to be let through, none of them twice.  Choices of the caller, of
 * the hardware and of the build alike make several ways; one that takes a
 * permission that the policy does not have is none.
 */
struct plan {
	const struct op *op;
	list_of(struct plan_way) ways;
	bool unknown; /* the hook does not know the op */
	bool open;    /* in one way nothing is asked that can refuse it */
};

/* Plans an op by its ways. */
void plan_make(const struct op_ways *ways, struct arena *arena,
	       struct plan *plan);

/* The parties at both ends of an access that is asked in the way. */
void way_access_parties(const struct plan_way *way,
			const struct way_access *access, enum party *subject,
			enum party *object);

/* Whether both are asked under the same conditions. */
bool way_same_under(const struct plan_way *a, const struct plan_way *b);

/* Whether the two ways need the same, under the same conditions. */
bool way_equal(const struct plan_way *a, const struct plan_way *b);

/* The plan's way that is equal to one of another op; NULL: there is none. */
const struct plan_way *plan_find_way(const struct plan *plan,
				     const struct plan_way *like);

/*
 * The parties whose types are the objects of findings on what is asked: one,
 * and who is endangered beside the target.  Returns how many: 0 where nobody
 * has to be found.
 */
unsigned asked_objects(const struct requirement *asked, unsigned count,
		       enum party objects[2]);

#endif
