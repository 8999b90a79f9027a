/* What a word means. */
#ifndef WORD_WORD_FIND_H
#define WORD_WORD_FIND_H

#include "word/word_meaning.h"

/*
 * Adds all that the word means to what the search has found, in a set order,
 * and returns whether it means anything.  Case does not count.
 */
bool word_find(const struct word_search *search);

/* Every name that means something, NULL-terminated, in the arena. */
const char *const *word_names(const struct registry *registry,
			      struct arena *arena);

/* What a message says behind a word that means nothing: names near it, or "".
 */
const char *word_hint(const struct registry *registry, const char *word,
		      struct arena *arena);

#endif
