/* The policy to which a grant is added, and labels of lines in it. */
#ifndef AUDIT_AUDIT_GROUND_H
#define AUDIT_AUDIT_GROUND_H

#include "right/right.h"
#include "way/way.h"

struct facts;

/* What is so before the grant. */
struct ground {
	const struct policy *policy;
	/* By party: a type that stands for whom the log does not name, which
	 * every role has and no rule; NO_TYPE: the party is given. */
	unsigned somebody[PARTY_COUNT];
};

/* Who is granted something, and on whom, where there is no policy. */
struct ground_ends {
	const char *source, *target; /* types */
	bool sees_itself; /* the target is how the source sees itself */
};

/* The policy, with those types behind its own; it lives in the arena. */
struct ground ground_of_policy(const struct policy *policy,
			       struct arena *arena);

/* One without any rule, of the release that the vectors are of. */
struct ground ground_of_release(const struct vectors *vectors,
				const struct ground_ends *ends,
				struct arena *arena);

/* The policy's type, of "SID 5" that of the initial SID; NO_TYPE: none. */
unsigned ground_type(const struct policy *policy, const char *type);

/* The policy with the rules, which are put in order, too. */
const struct policy *ground_with(const struct policy *policy,
				 struct policy_rule *rules, size_t count,
				 struct arena *arena);

/*
 * Finds the types of the initial SIDs that stand for parties: in the policy,
 * or where that is NULL by their names.
 */
void facts_find_known(struct facts *facts, const struct policy *policy,
		      struct arena *arena);

/* Whether the label of a line is the party's. */
bool facts_is_known(const struct facts *facts, enum party party,
		    const char *label);

#endif
