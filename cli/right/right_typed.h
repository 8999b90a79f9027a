/*
 * Constraints that speak of types alone: whether one holds for two types is
 * seen without their users and roles.  Which sources one can fail for at all is
 * found for all types at once, so that a pair of types has few to look at.
 */
#ifndef RIGHT_RIGHT_TYPED_H
#define RIGHT_RIGHT_TYPED_H

#include <stdbool.h>

struct constraints;
struct policy_constraint;
struct question;

/* Whether a constraint speaks of types alone. */
bool constraint_is_typed(const struct policy_constraint *row);

/* Finds those, and whether the contacts are had by them. */
void typed_find(struct constraints *constraints);
bool typed_allow(const struct constraints *constraints,
		 const struct question *question);

#endif
