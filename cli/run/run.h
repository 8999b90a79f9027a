/*
 * One policy in one release, as the rules of the linter see it: who calls, what
 * each can do, and the findings so far.  It knows no rule.
 */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include "run/run_ability.h"
#include "run/run_ask.h"
#include "run/run_group.h"
#include "run/run_limit.h"
#include "run/run_make.h"
#include "run/run_module.h"
#include "run/run_plan.h"
#include "run/run_results.h"
#include "run/run_shared.h"
#include "run/run_standing.h"
#include "run/run_types.h"

#endif
