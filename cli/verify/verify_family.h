/*
 * Which macros of a header are ops.  Learned from the ops that the registry
 * has: what the words of their names start with, and next to what they stand.
 */
#ifndef VERIFY_VERIFY_FAMILY_H
#define VERIFY_VERIFY_FAMILY_H

#include "base/memory.h"

struct tree_macro;
struct verifier;

/*
 * The ops of a hypercall, or of an op: how their macros are called and where
 * they stand in the headers, so that a new one is known when it is seen.
 */
struct family {
	unsigned hypercall, parent; /* indices; parent may be NO_INDEX */
	list_of(const char *) prefixes;
	list_of(const struct tree_macro *) known; /* that the tree has */
};

struct families {
	list_of(struct family) list;
};

void families_learn(const struct verifier *verifier, struct families *families);

/* The family that the macro belongs to, or NULL: it is no op. */
const struct family *families_find(const struct verifier *verifier,
				   const struct families *families,
				   const struct tree_macro *macro);

#endif
