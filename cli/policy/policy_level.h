/* Levels of MLS: those of a policy, and a range of them in words. */
#ifndef POLICY_POLICY_LEVEL_H
#define POLICY_POLICY_LEVEL_H

#include <stdbool.h>

#include "base/memory.h"

struct policy;
struct reader;

/* Gives the policy its sensitivities, and its users their ranges. */
bool levels_resolve(struct reader *reader);

/*
 * What keeps the text ("s0-s1:c0.c3,c7") from being a range that a context of
 * the user may have; of an object (the role object_r) whoever the user is.  In
 * the arena; NULL: nothing does.  The policy has MLS.
 */
const char *policy_range_fault(const struct policy *policy, unsigned user,
			       bool object, const char *text,
			       struct arena *arena);

#endif
