/* Expressions of a hook: masks of permissions, conditions, calls. */
#ifndef TREE_TREE_EXPRESSION_H
#define TREE_TREE_EXPRESSION_H

#include "tree/tree_walk.h"
#include "tree/tree_words.h"

/* What the words may be; the checks on the way are added to the hook. */
struct value words_value(struct call *call, struct words words);

enum truth condition_truth(const struct call *call, struct words condition);

#endif
