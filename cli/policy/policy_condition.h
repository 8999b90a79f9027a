/* Conditionals: an expression on booleans, and the rules of its branches. */
#ifndef POLICY_POLICY_CONDITION_H
#define POLICY_POLICY_CONDITION_H

#include <stdbool.h>

#include "policy/policy_parse.h"

struct reader;

/* The value of an operator of two operands; false for others. */
bool condition_apply(enum condition_operator operation, bool a, bool b);

bool conditionals_read(struct reader *reader);

#endif
