/* Which types a role of a way can have, while it is tried; for check/ only. */
#ifndef CHECK_CANDIDATE_H
#define CHECK_CANDIDATE_H

#include "check/trial.h"

/* One way that is tried. */
struct attempt {
	struct solver *solver;
	const struct plan_way *way;
	bool varying;
	struct when *when;   /* of all that passed; varying */
	struct trial *first; /* that passed */
	bool passed;
};

static inline bool asks_caller(const struct requirement *need)
{
	return need->subject == PARTY_CALLER;
}

static inline bool is_chosen(const struct trial *trial, enum party role)
{
	return trial->own[role] != NO_TYPE;
}

/* Whether the type has, on some type, all that it needs as that role. */
bool role_can_be(struct attempt *attempt, enum party role, unsigned type);

/* Whether the caller sees a domain in this role. */
bool role_is_viewed(const struct plan_way *way, enum party role);

/*
 * Adds the types that an open role can have at most, ascending.  Where it is
 * reached through another open role, its types are tried before; depth, 0 at
 * first, ends circles.
 */
void candidates_gather(struct attempt *attempt, enum party role,
		       const struct trial *trial, unsigned depth,
		       struct type_set *types);

#endif
