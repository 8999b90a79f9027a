/* The macros of a file's text, before any preprocessor runs. */
#ifndef TREE_TREE_DEFINE_H
#define TREE_TREE_DEFINE_H

#include <stdbool.h>

#include "tree/tree_words.h"

/* A #define, with the words of its body. */
struct define {
	const char *name, *file;
	unsigned line;
	list_of(const char *) parameters;
	struct words body;
	/* "##": it, or a macro that it calls, makes names of its parameters. */
	bool pastes;
};

struct defines {
	list_of(struct define) list;
};

/*
 * Adds the macros of the text, in its order: of those that paste, only by
 * themselves.
 */
void defines_read(const char *file, const char *text, struct arena *arena,
		  struct defines *defines);

/* Once all are there: a macro that calls one that pastes does so, too. */
void defines_find_pasting(struct defines *defines, struct arena *arena);

/*
 * The words of the body with these arguments, a TOKEN_END behind them, which
 * does not count.  Arguments that are missing are nothing.
 */
struct words define_expand(const struct define *define, struct words arguments,
			   unsigned line, struct arena *arena);

#endif
