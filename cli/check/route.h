/*
 * The ways to be let through to an op, access by access; for check/ only. Other
 * than a group's abilities they are not made for speed: they answer for some
 * ops what a subject gains or misses.
 */
#ifndef CHECK_ROUTE_H
#define CHECK_ROUTE_H

#include "check/run.h"

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
 * Adds the ways that tell who has the use of the op in the run's release.  With
 * an access, those that tell who passes that one, and take nothing away.
 */
void route_add_all(struct run *run, const struct op *op,
		   const struct access *with, struct route_list *routes);

/* The first ask of the access, or NULL. */
const struct ask *route_ask(const struct route *route,
			    const struct access *access);

#endif
