/* What a subject gains by its powers, and the findings that say so. */
#ifndef RULE_RULE_INDIRECT_GAIN_H
#define RULE_RULE_INDIRECT_GAIN_H

#include <stddef.h>

#include "rule/rule_power.h"

/* All of one subject. */
struct gain_list {
	struct gain **items;
	size_t count, capacity;
};

/* Adds a hold of the subject; what is added lives in the run's arena. */
void gains_add(struct run *run, struct gain_list *gains,
	       const struct hold *hold);

/* Adds a finding for each gain of the subject. */
void gains_report(struct run *run, const struct gain_list *gains,
		  const struct subject *seen);

#endif
