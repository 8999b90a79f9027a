/* What the variables of a hook may be. */
#ifndef TREE_TREE_VALUE_H
#define TREE_TREE_VALUE_H

#include <stdbool.h>

#include "tree/tree_walk.h"

struct value value_of(const char *text, struct arena *arena);
void value_add(struct value *value, const char *text, bool certain,
	       struct arena *arena);

/* Adds the atoms of the other; those are certain as far as this says. */
void value_join(struct value *value, const struct value *other, bool certain,
		struct arena *arena);

/* The text of a value that is just one thing, or NULL. */
const char *value_single(const struct value *value);

/* The value of the variable, or NULL. */
const struct value *variable_get(const struct variables *variables,
				 const char *name);
void variable_set(struct variables *variables, const char *name,
		  const struct value *value, struct arena *arena);
struct variables variables_copy(const struct variables *variables,
				struct arena *arena);

/* What the variables are behind two ways to the same place. */
void variables_merge(struct variables *variables, const struct variables *a,
		     const struct variables *b, struct arena *arena);

#endif
