/*
 * Where the rules that m4 wrote were written by people.
 *
 * m4's markers name the call of a macro.  So m4 runs once more, over sources in
 * which each "allow" and each remark has a call before it that leaves a comment
 * with their place; it comes along wherever m4 takes the words.  What the two
 * runs write must be the same but for these comments, else nothing is known.
 */
#ifndef SOURCE_SOURCE_MACRO_H
#define SOURCE_SOURCE_MACRO_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

struct source_tree;

/* Where the words of a rule or remark of the text stand in the tree. */
struct source_place {
	size_t offset; /* in the text */
	struct location at;
};

/* Sorted by offset.  None where it is not known. */
struct source_places {
	list_of(struct source_place) list;
};

/*
 * Finds out by a second run of m4 where the "allow" and the remarks of the
 * text come from; nothing when the two runs differ in anything else, or
 * with a message where a file or m4 fails that did not before.
 */
void source_tree_places(const struct source_tree *tree,
			const struct buffer *text, struct arena *arena,
			struct diags *diags, struct source_places *places);

/* The place of what begins there, or NULL. */
const struct location *source_place_find(const struct source_places *places,
					 size_t offset);

#endif
