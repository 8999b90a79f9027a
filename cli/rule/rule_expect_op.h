/* Who can do an op of which a site expects something, and in which cases. */
#ifndef RULE_RULE_EXPECT_OP_H
#define RULE_RULE_EXPECT_OP_H

#include "run/run.h"

/* An op that an expectation is about. */
struct expected_op {
	const struct op_ways *ways;
	struct expected_way *asked; /* of each way */
};

/* An expectation, and the ops that it is about. */
struct expected {
	const struct site_expectation *from;
	list_of(struct expected_op) ops;
};

/* When the caller can, by any way on whichever build and hardware there is. */
struct when expected_can(struct run *run, const struct expected_op *op,
			 unsigned by, unsigned on, unsigned *object);

/*
 * When he can whatever the others choose: in each case of theirs by a way that
 * he may choose then.  Where the op fails for everyone, no policy has a say.
 */
struct when expected_works(struct run *run, const struct expected_op *op,
			   unsigned by, unsigned on);

/*
 * Finds the ops, and what is asked for them; those that stand with another are
 * asked of as that one.
 */
void expected_find_ops(struct run *run, struct expected *expected);

#endif
