/* The parts of how a policy's release is found. */
#ifndef LINT_LINT_RELEASE_H
#define LINT_LINT_RELEASE_H

#include <stdbool.h>

#include "base/diags.h"

struct policy;
struct registry;
struct release_choice;

/*
 * The release that the policy is written for: the one given by name, or for
 * "auto" one whose classes and permissions it has, its initial SIDs, if it has
 * all of those of one, and that loads it: the newest that is the last of its
 * line, if there is such a one. False with a message where there is none.
 */
bool lint_choose_release(const struct registry *registry,
			 const struct policy *policy, const char *name,
			 struct arena *arena, struct diags *diags,
			 struct release_choice *choice);

/* Whether the policy has a context for each of its initial SIDs, and no more.
 */
bool release_fits_sids(const struct registry *registry,
		       const struct policy *policy, unsigned release,
		       struct arena *arena);

#endif
