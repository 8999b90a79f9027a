/*
 * Who can do what by a policy: ops asked of all who may call, or of some types.
 *
 * It is asked of a run, as the rules of the linter ask it; but the trusted are
 * callers as well, and it is said why somebody cannot.
 */
#ifndef ANSWER_ANSWER_H
#define ANSWER_ANSWER_H

#include "answer/answer_change.h"
#include "answer/answer_versus.h"
#include "answer/answer_who.h"

#endif
