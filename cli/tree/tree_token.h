/* The words of C: identifiers, numbers, strings, signs, and #if around them. */
#ifndef TREE_TREE_TOKEN_H
#define TREE_TREE_TOKEN_H

#include <stdbool.h>

#include "base/memory.h"

enum token_kind {
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_SIGN,
	TOKEN_END, /* behind the last one */
};

struct token {
	enum token_kind kind;
	const char *text;
	unsigned line;
	unsigned guard; /* index; 0: no #if around it */
};

/* A branch of an #if. */
struct guard {
	unsigned parent; /* index of the one around it */
	unsigned before; /* index of the branch before it; 0: the first */
	const char *text;
};

/* A file of C as its words; directives are no words. */
struct source {
	const char *file; /* named as in a source tree */
	list_of(struct token) tokens;
	list_of(struct guard) guards;
	unsigned hidden;      /* line of a macro that asks by itself; 0: none */
	unsigned hidden_call; /* of one that calls a hook of XSM; 0: none */
};

void source_tokenize(struct source *source, const char *text,
		     struct arena *arena);

bool token_is(const struct token *token, const char *text);

#endif
