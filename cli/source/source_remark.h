/* Remarks of a tree that its policy does not have. */
#ifndef SOURCE_SOURCE_REMARK_H
#define SOURCE_SOURCE_REMARK_H

#include "base/memory.h"

struct diags;
struct policy;
struct source_places;
struct source_tree;

/*
 * Adds to the policy's remarks those of the tree that what m4 makes of it does
 * not have: in a module or a branch that is off, or a macro without a call.
 */
void source_tree_remarks(const struct source_tree *tree,
			 const struct source_places *places,
			 struct policy *policy, struct arena *arena,
			 struct diags *diags);

#endif
