/*
 * Texts of tables that few commands read.  A pointer in a constant table is put
 * right whenever the program starts, and its page is copied for that, whether
 * anybody reads it or not; how far a text stands from another need not be.
 */
#ifndef REGISTRY_REGISTRY_TEXT_H
#define REGISTRY_REGISTRY_TEXT_H

#include <stddef.h>

struct text_ref {
	ptrdiff_t distance; /* from registry_texts; 0: there is no text */
};

/* Those of the built-in registry, behind one that is empty. */
extern const char registry_texts[];

/* The text, or NULL. */
const char *ref_text(struct text_ref ref);

/* Of a text, or NULL, which must stay where it is. */
struct text_ref ref_of_text(const char *text);

#endif
