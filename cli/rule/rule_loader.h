/*
 * What a release's own loader refuses, or loads but reads over: beside the
 * classes and permissions, which rule_drift_vector.c compares, and what is
 * damaged for all of them, which the readers of policy/ refuse.
 */
#ifndef RULE_RULE_LOADER_H
#define RULE_RULE_LOADER_H

#include "base/memory.h"

struct policy;
struct registry;

/*
 * For how many reasons the release refuses to load the policy, whatever its
 * classes and permissions are; the arena is for work alone.
 */
unsigned loader_refusals(const struct registry *registry,
			 const struct policy *policy, unsigned release,
			 struct arena *arena);

#endif
