/*
 * The ways to be let through to an op, access by access, and who takes which
 * part in them; for check/ only.  Other than a group's abilities they are not
 * made for speed: they answer for some ops what a subject gains or misses.
 */
#ifndef CHECK_ROUTE_H
#define CHECK_ROUTE_H

#include "check/run.h"

enum { ROUTE_LIMIT = 24 };

/* One access that is asked. */
struct ask {
	const struct access *access;
	enum role subject, object;
	struct right right;
	bool known; /* the policy has the permission */
};

/* All of it is asked. */
struct route {
	const struct op *op;
	const struct ask *asks;
	unsigned count;
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

/* Whether accesses of the op itself are recorded, not of its parents only. */
bool route_has_own(struct run *run, const struct op *op);

/*
 * Types by role; NO_TYPE: open.  The target may have another label for its
 * caller (`seen`) than as a subject.
 */
struct cast {
	unsigned types[ROLE_COUNT];
	unsigned seen;
};

/* Nobody yet, but the types of initial SIDs. */
struct cast cast_start(struct run *run);

/* The caller, and what it sees of itself. */
void cast_caller(struct run *run, struct cast *cast, unsigned type);

/*
 * Completes the cast so that all that is asked is granted at least so.  False
 * when no choice of types does; the cast is then as it was.
 */
bool route_pass(struct run *run, const struct route *route, enum grant least,
		struct cast *cast);

/* What a full cast is asked, in the arena. */
struct asked *route_asked(const struct route *route, const struct cast *cast,
			  struct arena *arena);

/* The first ask of the access, or NULL. */
const struct ask *route_ask(const struct route *route,
			    const struct access *access);

#endif
