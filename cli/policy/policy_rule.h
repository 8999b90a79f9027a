/*
 * Rules and transitions, where they stand: whether each is in order, and how
 * many there are of each source.
 */
#ifndef POLICY_POLICY_RULE_H
#define POLICY_POLICY_RULE_H

#include <stdbool.h>

struct reader;

/* Looks at the rules under a condition, and keeps their transitions. */
bool rules_scan(struct reader *reader, unsigned condition);

#endif
