/* The output of `cc -E -dD`: #defines, and the structs that they stand in. */
#ifndef TREE_TREE_MACRO_H
#define TREE_TREE_MACRO_H

#include "base/map.h"

struct tree;

/* A #define without parameters. */
struct macro_text {
	const char *name, *file;
	unsigned line;
	const char *within, *member;
	const struct token *tokens; /* of its body, with a TOKEN_END */
};

/*
 * What `cc -E -dD` wrote: the macros that are still defined at its end, and
 * of those the ones from files below the directory, by their names as in a
 * source tree.
 */
struct macro_table {
	struct map all; /* name -> struct macro_text */
	list_of(const struct macro_text *) list;
};

void macro_table_read(const struct tree *tree, const char *text,
		      struct arena *arena, struct macro_table *table);

#endif
