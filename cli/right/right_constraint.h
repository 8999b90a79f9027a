/*
 * Whether contexts exist for types that satisfy a policy's constraints.
 *
 * Rules speak of types, the hypervisor compares contexts: user, role and type.
 * What the rules allow is possible if there is a context for each party, the
 * same one in all accesses, such that no constraint forbids any of them.
 */
#ifndef RIGHT_RIGHT_CONSTRAINT_H
#define RIGHT_RIGHT_CONSTRAINT_H

#include "policy/policy.h"

/* In the order of certainty; unknown: it depends on MLS levels. */
enum verdict { VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES };

/* One for each role; and what all accesses of an op come to. */
enum { PARTY_LIMIT = 16, CONTACT_LIMIT = 64 };

/* One who has a context: a domain, a resource, or the hypervisor. */
struct context_party {
	unsigned type;
	const struct policy_sid *sid; /* whose context it is, or NULL: any */
};

/* One access of a party to another. */
struct contact {
	unsigned source, target; /* parties */
	unsigned label;		 /* type of the target as the source sees it */
	unsigned object_class;
	uint32_t permissions;
};

struct question {
	struct context_party parties[PARTY_LIMIT];
	unsigned party_count;
	struct contact contacts[CONTACT_LIMIT];
	unsigned contact_count;
};

struct constraints;

struct right_terms;

struct constraints *constraints_make(const struct policy *policy,
				     const struct right_terms *terms,
				     struct arena *arena);

/* Whether a constraint speaks of one of the permissions. */
bool constraints_touch(const struct constraints *constraints,
		       unsigned object_class, uint32_t permissions);

/* Whether all contacts can be had; equal questions are worked out once. */
enum verdict constraints_answer(struct constraints *constraints,
				const struct question *question);

/* Whether some answer rested on what levels of MLS would allow. */
bool constraints_left_open(const struct constraints *constraints);

#endif
