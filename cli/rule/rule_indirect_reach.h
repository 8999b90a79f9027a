/* XSM108: whom a type comes to control step by step, back from the ends. */
#ifndef RULE_RULE_INDIRECT_REACH_H
#define RULE_RULE_INDIRECT_REACH_H

#include <stdbool.h>

#include "rule/rule_power.h"

struct indirect {
	struct powers powers;
	struct type_list trusted; /* by name */
	bool booleans_matter, labels_matter;
	const struct hold **ends; /* by type: how it is as good as trusted */
	bool *found;		  /* by type: a finding says so already */
};

/*
 * Adds a finding for each type that comes to an end by way of others, with the
 * shortest path to one.
 */
void indirect_reach(struct run *run, const struct indirect *indirect);

#endif
