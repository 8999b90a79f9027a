/* What a site file must hold to beyond its schema. */
#ifndef SITE_SITE_CHECK_H
#define SITE_SITE_CHECK_H

#include <stdbool.h>

#include "base/diags.h"

struct site;
struct site_policy;

/*
 * What site_read() checks of a policy, and that all names are declared: for a
 * policy that was put together with its profile's.  False with messages.
 */
bool site_check_policy(const struct site_policy *policy, struct diags *diags);

/* No type is named twice; false with messages. */
bool site_check_types(const struct site *site, struct diags *diags);

/* All of the site; names of a profile's are taken for declared. */
void site_check(const struct site *site, struct diags *diags);

#endif
