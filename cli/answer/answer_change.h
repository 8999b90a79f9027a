/*
 * What one answer says and another does not: rows are parted object by object,
 * and are the same where subject, means, condition and object are.
 */
#ifndef ANSWER_ANSWER_CHANGE_H
#define ANSWER_ANSWER_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"

struct who_answer;
struct who_op;

/* The op of the answer; NULL: it is not among them. */
const struct who_op *who_find_op(const struct who_answer *answer,
				 const struct op *op);

/* Whether of that subject (NULL: every domain) both say the same. */
bool who_same_rows(const struct who_op *a, const struct who_op *b,
		   const char *subject);

/*
 * What came and went since the old answer: ops with such rows alone, in the
 * arena.
 */
struct who_answer *who_changes(const struct who_answer *answer,
			       const struct who_answer *old,
			       struct arena *arena);

/* Answers of one policy for groups of releases, the first for that in use. */
struct who_spread {
	const struct who_answer *const *answers;
	const struct candidates *groups;
	size_t count;
	struct release_set all; /* of all groups */
};

/*
 * The first one with the rows of the others; what does not hold in all of the
 * releases says where it does.  Returns how many rows these are.
 */
size_t who_join(const struct who_spread *spread, struct arena *arena,
		struct who_answer *joined);

#endif
