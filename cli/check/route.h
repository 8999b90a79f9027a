/*
 * The ways to be let through to an op, access by access; for check/ only. Other
 * than a group's abilities they are not made for speed: they answer for some
 * ops what a subject gains or misses.
 */
#ifndef CHECK_ROUTE_H
#define CHECK_ROUTE_H

#include "check/run.h"

/* Accesses that are asked together at most. */
enum { ROUTE_LIMIT = ACCESS_LIMIT };

/* One access that is asked. */
struct ask {
	const struct access *access;
	enum party subject, object;
	struct right right;
	bool known; /* the policy has the permission */
};

/* All of it is asked. */
struct route {
	const struct op *op;
	const struct ask *asks;
	unsigned count;
	unsigned system_domains; /* of the op, as op_named_domains() */
};

struct route_list {
	struct route *items;
	size_t count, capacity;
};

/*
 * Adds the ways to the op in the run's release: one for each build of the
 * hypervisor and each combination of alternatives.  With an access, only those
 * that ask it, and with it what is asked under the same condition; of the other
 * choices then only what does not take things away.
 */
void route_add_all(struct run *run, const struct op *op,
		   const struct access *with, struct route_list *routes);

/* The first ask of the access, or NULL. */
const struct ask *route_ask(const struct route *route,
			    const struct access *access);

#endif
