/* What a release's own loader says of a policy. */
#ifndef CHECK_LOADER_H
#define CHECK_LOADER_H

#include "check/check.h"

/*
 * For how many reasons the release refuses to load the policy, whatever its
 * classes and permissions are; the arena is for work alone.
 */
unsigned loader_refusals(const struct registry *registry,
			 const struct policy *policy, unsigned release,
			 struct arena *arena);

#endif
