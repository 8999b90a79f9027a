/* What a permission that safe and covered ops share opens for a subject. */
#ifndef RULE_RULE_COLLATERAL_LOOK_H
#define RULE_RULE_COLLATERAL_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/rule_collateral_share.h"

/* One of the shared rights in this run. */
struct sought {
	const struct shared_right *shared;
	struct query ***queries; /* by course and way; NULL: not made yet */
	list_of(struct opened *) outcomes; /* so far */
};

/* When a way of the course is open to the subject on the label. */
struct when sought_when(struct run *run, struct sought *sought, size_t index,
			unsigned label);

/* What a permission opens for one subject: sets of labels, by course. */
struct collateral_look {
	struct run *run;
	struct sought *sought;
	const bool *done;	     /* by group */
	size_t words;		     /* of a set */
	uint64_t **always, **opened; /* in some state at least */
	uint64_t *both;		     /* safe and covered ops alike */
	struct when *whens; /* by course, on some of both; never: not known */
	struct arena scratch;
};

/*
 * Fills the sets of the look, which has what stands before them.  False:
 * nothing that is safe and covered is opened alike.
 */
bool look_find(struct collateral_look *look);

/* Whether the course is open on one of the labels. */
bool look_opens(const struct collateral_look *look, size_t index);

/* When it is on some of them; once for all ops that take the course. */
const struct when *look_when(const struct collateral_look *look, size_t index);

#endif
