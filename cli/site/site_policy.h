/* Reads what a site file says for the policy compiler. */
#ifndef SITE_SITE_POLICY_H
#define SITE_SITE_POLICY_H

#include "base/memory.h"

struct site_policy;
struct xml_element;

const struct site_policy *site_read_policy(const struct xml_element *element,
					   struct arena *arena);

#endif
