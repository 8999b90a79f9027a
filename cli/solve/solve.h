/*
 * Who passes a way, on whom, and under which guard: the one evaluator.
 *
 * It takes rights, constraints, labels and ways, and the parties that are
 * given; it knows no run, no finding and no words for people.
 *
 * A way is a conjunctive query over parties.  With the caller fixed, what is
 * asked of given parties is looked up; the open ones fall into components that
 * share none, and each is solved for itself, party by party: the types that one
 * can have are an intersection of sets.  What the caller has no part in is
 * solved once for all callers.  Others than the caller can be given, too, and
 * then it can be open who calls.
 */
#ifndef SOLVE_SOLVE_H
#define SOLVE_SOLVE_H

#include "solve/solve_answer.h"
#include "solve/solve_index.h"
#include "solve/solve_query.h"
#include "solve/solve_set.h"
#include "solve/solve_view.h"

#endif
