/* Who may do what to whom in a policy, as all findings take it. */
#ifndef RIGHT_RIGHT_ALLOWANCE_H
#define RIGHT_RIGHT_ALLOWANCE_H

#include "base/memory.h"

struct allowance;
struct policy;
struct right_terms;

struct allowance *allowance_new(const struct policy *policy,
				const struct right_terms *terms,
				struct arena *arena);

/* In the order of certainty; unknown: it depends on levels or on roles. */
enum allowed { ALLOWED_NOT, ALLOWED_UNKNOWN, ALLOWED_YES };

/*
 * Whether the source may do it to the target, types that are no attributes, in
 * some state of the booleans and with some contexts; and under which
 * condition: NULL: always.
 */
enum allowed allowance_ask(struct allowance *allowance, unsigned source,
			   unsigned target, unsigned object_class, unsigned bit,
			   const char **condition);

#endif
