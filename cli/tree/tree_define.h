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
	bool pastes; /* "##": it makes names out of its parameters */
};

struct defines {
	list_of(struct define) list;
};

/* Adds the macros of the text, in its order. */
void defines_read(const char *file, const char *text, struct arena *arena,
		  struct defines *defines);

/*
 * The words of the body with these arguments, a TOKEN_END behind them, which
 * does not count.  Arguments that are missing are nothing.
 */
struct words define_expand(const struct define *define, struct words arguments,
			   unsigned line, struct arena *arena);

#endif
