/* Whom a type comes to control, for what a site expects of that. */
#ifndef RULE_RULE_EXPECT_REACH_H
#define RULE_RULE_EXPECT_REACH_H

#include "rule/rule_power.h"

/*
 * By which steps the one type comes to control the other, in words; NULL: it
 * does not.
 */
const char *expected_reach(struct run *run, const struct powers *powers,
			   unsigned start, unsigned end);

#endif
