/* What is given, and queries made ready for all callers. */
#ifndef SOLVE_SOLVE_QUERY_H
#define SOLVE_SOLVE_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "right/right.h"
#include "way/way.h"

struct query;
struct solver;

struct right_terms solve_terms(const struct vectors *vectors);

/* A permission, as the policy numbers it. */
struct vector {
	unsigned object_class;
	uint32_t permission; /* its bit; 0: the policy has none */
};

struct solve_setting {
	struct rights *rights;
	struct constraints *constraints;
	/* Initial SIDs of the parties that are given; NULL for others. */
	const struct policy_sid *known[PARTY_COUNT];
	/* By type: whether a domain of the list of domains can have it. */
	const bool *possible;
	/* By type: of several choices which one is tried first; the same among
	 * those who call, NO_TYPE: it does not. */
	const unsigned *rank, *caller_rank;
	struct vector serves; /* what makes a device model of a domain */
	/* Whether the party can have the type by itself. */
	bool (*admits)(const void *who, unsigned system_domains,
		       enum party party, unsigned type);
	const void *who;
};

struct solver *solver_make(const struct solve_setting *setting,
			   struct arena *arena);

/*
 * A query for the requirements, which must live as long as the solver, about
 * the types of that party.  To be made before a caller is loaded, or where
 * other queries ask the same of callers.
 */
struct query *query_make(struct solver *solver,
			 const struct requirement *requirements, unsigned count,
			 enum party object, unsigned system_domains);

/*
 * One whose parties of the mask, a bit each, are given when it is asked, beside
 * initial SIDs.  The caller is one of them, or whoever there is.
 */
struct query *query_make_given(struct solver *solver,
			       const struct requirement *requirements,
			       unsigned count, unsigned given,
			       unsigned system_domains);

void granted_find(struct solver *solver);

#endif
