/* The names that somebody may mean who wrote another word. */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stddef.h>

struct arena;

/* As many as are named at most. */
enum { NEAR_LIMIT = 3 };

/*
 * Finds the names, of those that there are, which are most like the word, all
 * equally, in their order, and returns how many; 0: none is like it.  The word
 * itself is not among them.  Case and what stands between the parts of names
 * ("_", "-", ":", "/", blanks) do not count.  A name is like the word that has
 * the same parts but for some letters, which are no digits, without what many
 * names start with ("XEN_DOMCTL_"); that starts with it, or has a part that
 * does; and that has its parts in another order.
 */
size_t near_find(const char *word, const char *const names[], size_t count,
		 const char *found[NEAR_LIMIT]);

/* What a message says behind the word: "; do you mean A or B?", or "". */
const char *near_hint(const char *word, const char *const names[], size_t count,
		      struct arena *arena);

/* The same of names up to the NULL. */
const char *near_hint_of(const char *word, const char *const names[],
			 struct arena *arena);

/*
 * How far one word is from another: letters to insert, delete, replace or
 * swap with their neighbour, case ignored.  Words over 64 letters are far.
 */
unsigned near_distance(const char *a, const char *b);

#endif
