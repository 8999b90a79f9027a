/* Classes, permissions and initial SIDs of a proposed registry, in order. */
#ifndef VERIFY_VERIFY_DRAFT_VECTOR_H
#define VERIFY_VERIFY_DRAFT_VECTOR_H

#include <stddef.h>

#include "registry/registry.h"

struct registry_draft;
struct tree_name;

/* A name, the releases that have it, and what it was made from. */
struct draft_place {
	const char *name;
	struct release_set in;
	unsigned old; /* index of its row, or NO_INDEX */
};

struct places {
	list_of(struct draft_place) list;
};

void draft_vectors(struct registry_draft *draft);

/*
 * Brings the rows of the release into the tree's order: what the tree does not
 * have, or has further in front, ends; what it has more stands in its place.
 */
void draft_order(const struct registry_draft *draft, struct places *places,
		 const struct tree_name *names, size_t count);

#endif
