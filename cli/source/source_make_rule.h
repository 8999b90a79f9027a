/* Which rule makes policy.conf, and whether others reach into that. */
#ifndef SOURCE_SOURCE_MAKE_RULE_H
#define SOURCE_SOURCE_MAKE_RULE_H

#include <stdbool.h>

struct make;
struct make_policy;

/* False with a message where that is not known. */
bool make_find_policy(struct make *make, struct make_policy *policy);

#endif
