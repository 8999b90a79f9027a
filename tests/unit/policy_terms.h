/* What the classes of a test's policy are to Xen: by their names. */
#ifndef POLICY_TERMS_H
#define POLICY_TERMS_H

#include <string.h>

#include "right/right.h"

static struct right_terms terms_of(const struct policy *policy)
{
	struct right_terms terms = {policy->class_count, policy->class_count,
				    0};
	unsigned class_index, bit;
	for (unsigned i = 0; i < policy->class_count; i++)
		if (policy->classes[i].name &&
		    strcmp(policy->classes[i].name, "domain") == 0)
			terms.labelling = i;
	if (rights_find(policy, "domain", "transition", &class_index, &bit)) {
		terms.changing_class = class_index;
		terms.changing = UINT32_C(1) << bit;
	}
	return terms;
}

#endif
