/* Brackets where each branch of an #if opens, or closes, the same ones. */
#ifndef TREE_TREE_BALANCE_H
#define TREE_TREE_BALANCE_H

#include "base/memory.h"

struct source;

/*
 * Of the branches of an #if, of which one opens more brackets than it closes,
 * or fewer, only the first keeps its brackets: else those that are open
 * together would never be closed.  All other words stay.
 */
void source_balance(struct source *source, struct arena *arena);

#endif
