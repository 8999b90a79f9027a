/*
 * Rules as sorted rows.  There may be a million, which the compiler leaves in
 * the order of a hash: each goes to the place of its source, and those of one
 * source are few.
 */
#ifndef POLICY_POLICY_SORT_H
#define POLICY_POLICY_SORT_H

#include <stdbool.h>

struct reader;

/* Turns all that were scanned into rows, and sorts these. */
bool rules_resolve(struct reader *reader);

#endif
