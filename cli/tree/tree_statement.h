/* The body of a C function as statements. */
#ifndef TREE_TREE_STATEMENT_H
#define TREE_TREE_STATEMENT_H

#include "tree/tree_words.h"

enum statement_kind {
	STATEMENT_PLAIN,  /* words: declaration, assignment, call */
	STATEMENT_BLOCK,  /* body */
	STATEMENT_IF,	  /* words: condition; body, otherwise */
	STATEMENT_SWITCH, /* words: what it looks at; body */
	STATEMENT_CASE,	  /* words: its value */
	STATEMENT_DEFAULT,
	STATEMENT_LOOP,	  /* words: what stands in its parentheses; body */
	STATEMENT_RETURN, /* words: the value */
	STATEMENT_BREAK,
	STATEMENT_GOTO,
};

struct tree_statement {
	enum statement_kind kind;
	unsigned line, guard;
	struct words words;
	struct tree_statement *body,
		*otherwise;	     /* the first of each, or NULL */
	struct tree_statement *next; /* in the same block, or NULL */
};

/* The statements of a function's body; NULL with a reason. */
const struct tree_statement *statements_read(struct words body,
					     struct arena *arena,
					     const char **broken);

#endif
