/* The parts of how a policy's release is found. */
#ifndef LINT_LINT_RELEASE_H
#define LINT_LINT_RELEASE_H

#include "lint/lint.h"
#include "run/run.h"

/* Whether the policy has a context for each of its initial SIDs, and no more.
 */
bool release_fits_sids(const struct registry *registry,
		       const struct policy *policy, unsigned release,
		       struct arena *arena);

/*
 * Says that the policy fits no release: names the one that differs least, the
 * newest of these, and what a Xen would complain of first.
 */
void release_report_nearest(const struct registry *registry,
			    const struct policy *policy, struct diags *diags);

#endif
