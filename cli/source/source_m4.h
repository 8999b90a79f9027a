/* Runs of m4 over a source tree. */
#ifndef SOURCE_SOURCE_M4_H
#define SOURCE_SOURCE_M4_H

#include <stdbool.h>

#include "base/buffer.h"
#include "source/source_tree.h"

/* The command line of a run; it ends in NULL when it is complete. */
struct m4_arguments {
	list_of(const char *) list;
};

/* m4 with the tree's definitions, in the arena; no file and no NULL yet. */
void m4_command(const struct source_tree *tree, struct arena *arena,
		struct m4_arguments *arguments);

/*
 * Runs it, confined, in the tree's directory; input may be NULL.  Adds what it
 * writes to out, or adds messages and returns false.
 */
bool m4_run(const struct source_tree *tree,
	    const struct m4_arguments *arguments, const struct buffer *input,
	    struct diags *diags, struct buffer *out);

/* The path that the user knows for a file as m4 calls it. */
const char *source_shown(const struct source_tree *tree, const char *name,
			 struct arena *arena);

/* Whether a file has macros that interfaces need. */
bool source_is_support(const char *name);

/*
 * Adds the policy.conf of the tree to the text, its #line markers naming files
 * as the user does.  False with messages.
 */
bool source_tree_expand(const struct source_tree *tree, struct diags *diags,
			struct buffer *text);

#endif
