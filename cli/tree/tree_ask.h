/* Calls of a hook: those that ask, those that are followed, and the others. */
#ifndef TREE_TREE_ASK_H
#define TREE_TREE_ASK_H

#include "tree/tree_walk.h"
#include "tree/tree_words.h"

/* The value of words that are one call: NAME(ARGUMENTS). */
struct value call_value(struct call *call, struct words words);

#endif
