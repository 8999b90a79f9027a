/* What the kinds of words share: meanings that are put together. */
#ifndef WORD_WORD_ADD_H
#define WORD_WORD_ADD_H

#include "word/word_meaning.h"

/* A meaning to be filled in. */
struct word_meaning *word_add(const struct word_search *search,
			      const char *kind, const char *name,
			      const char *text);

/* A fact; none where the text is NULL or "". */
void word_add_fact(const struct word_search *search,
		   struct word_meaning *meaning, const char *name,
		   const char *text);

/*
 * An op of the search's release, where that does not have it of the newest
 * before, or of the newest of all; each with each note once.
 */
void word_add_op(const struct word_search *search, struct word_meaning *meaning,
		 const struct op *op, const char *note);

/* The meaning that is an op. */
void word_add_named_op(const struct word_search *search, const struct op *op);

/* Whether the word is that name, whatever their case. */
bool word_is(const struct word_search *search, const char *name);

#endif
