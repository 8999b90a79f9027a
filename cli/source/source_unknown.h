/* What a remark of a policy.conf says of unknown permissions. */
#ifndef SOURCE_SOURCE_UNKNOWN_H
#define SOURCE_SOURCE_UNKNOWN_H

#include <stdbool.h>

#include "base/diags.h"

struct policy;

/* Whether the remark is "handle-unknown WORD". */
bool source_remark_is_unknown(const char *text);

/*
 * Gives the policy what such a remark says: the language of a policy.conf has
 * no statement for what checkpolicy takes as -U.  False with a message where
 * the word is not one of deny, reject, allow, or two remarks differ.
 */
bool source_read_unknown(struct policy *policy, struct diags *diags);

#endif
