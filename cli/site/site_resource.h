/* Whether hardware that domains are given is named once and well. */
#ifndef SITE_SITE_RESOURCE_H
#define SITE_SITE_RESOURCE_H

#include "base/diags.h"

struct site_policy;

/* Ranges that are none, and hardware that two devices have. */
void site_check_resources(const struct site_policy *policy,
			  struct diags *diags);

#endif
