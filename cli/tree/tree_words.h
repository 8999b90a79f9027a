/* Runs of words: their text, their brackets, their parts. */
#ifndef TREE_TREE_WORDS_H
#define TREE_TREE_WORDS_H

#include <stddef.h>

#include "base/memory.h"

struct token;

/* Words of a source: first to first + count - 1. */
struct words {
	const struct token *first;
	size_t count;
};

/* What is longer than that has no name: "?" stands for it. */
enum { WORDS_LIMIT = 128 };

/* The words without blanks: "current->domain". */
const char *words_text(struct words words, struct arena *arena);

/* Where the words outside of all brackets have the sign; count: nowhere. */
size_t words_find(struct words words, const char *sign);

/* Where the bracket at the place is closed; count: nowhere. */
size_t words_closing(struct words words, size_t open);

/* The words from the first to before the end. */
struct words words_part(struct words words, size_t first, size_t end);

/* How much a word opens (1) or closes (-1). */
int token_bracket(const struct token *token);

#endif
