/* The release of a policy, as its surroundings tell. */
#ifndef CMD_CMD_LINT_RELEASE_H
#define CMD_CMD_LINT_RELEASE_H

#include "policy/policy.h"

struct registry;
struct session;

/*
 * The release that the Xen tree says in which a source tree stands, or the one
 * that stands in for it, with a message; NULL: it is in none.
 */
const char *lint_tree_release(struct session *session,
			      const struct registry *registry,
			      const struct policy *policy);

#endif
