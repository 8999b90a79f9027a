/* Which ops ask an access, and what each does with the answer. */
#ifndef AUDIT_AUDIT_OPS_H
#define AUDIT_AUDIT_OPS_H

#include <stddef.h>

#include "way/way.h"

struct audit;
struct audit_case;
struct audit_op;

/* Releases that the registry does not tell apart, and the ways of their ops. */
struct facts {
	unsigned release; /* the newest of them */
	struct release_set in;
	struct vectors vectors;
	const struct release_ways *ways;
	/* By class and bit: the ops that ask it. */
	struct op_list *asking;
	/* By party: the type of the initial SID that stands for it; NULL:
	 * none does.  Without a policy as Xen's own policy calls it. */
	const char *known[PARTY_COUNT];
};

enum { PERMISSION_BITS = 32 };

struct op_list {
	const struct op_ways **items;
	size_t count, capacity;
};

/* Adds the ops that ask the entry's access, or that it is about. */
void explain_access(const struct audit *audit, const struct facts *facts,
		    struct audit_case *row, struct arena *arena);

/* Makes the index of who asks what. */
void facts_index(struct facts *facts, struct arena *arena);

/*
 * Adds a row, or joins its releases to those of a row that says the same.
 */
void add_op(struct audit_case *row, const struct audit_op *op,
	    struct arena *arena);

#endif
