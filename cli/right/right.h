/*
 * What a policy allows: who may do what to whom, in which states of its
 * booleans (right_guard.h), and with which contexts (right_constraint.h).
 * Rights are looked up in the policy's rules without expanding them.
 */
#ifndef RIGHT_RIGHT_H
#define RIGHT_RIGHT_H

#include "right/right_allowance.h"
#include "right/right_bounds.h"
#include "right/right_constraint.h"
#include "right/right_guard.h"
#include "right/right_guard_text.h"
#include "right/right_imply.h"
#include "right/right_rule.h"
#include "right/right_target.h"

#endif
