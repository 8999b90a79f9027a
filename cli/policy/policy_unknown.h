/* What a compiled policy says of classes and permissions that it lacks. */
#ifndef POLICY_POLICY_UNKNOWN_H
#define POLICY_POLICY_UNKNOWN_H

#include <stdbool.h>

#include "policy/policy_parse.h"

/*
 * Sets in a binary policy what is done about classes and permissions that it
 * lacks; what checkpolicy makes denies them.  False: it is no policy.
 */
bool policy_set_handle_unknown(struct buffer *binary,
			       enum handle_unknown handle_unknown);

#endif
