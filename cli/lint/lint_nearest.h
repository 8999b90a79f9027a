/* The release that a policy that fits none comes nearest to. */
#ifndef LINT_LINT_NEAREST_H
#define LINT_LINT_NEAREST_H

#include "base/diags.h"

struct policy;
struct registry;

/*
 * Says that the policy fits no release: names the one that differs least, the
 * newest of these, and what a Xen would complain of first.
 */
void release_report_nearest(const struct registry *registry,
			    const struct policy *policy, struct diags *diags);

#endif
