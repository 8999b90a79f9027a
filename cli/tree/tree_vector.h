/*
 * Object classes, permissions and initial SIDs, numbered as the hypervisor's
 * generator does it: by the order of their files.
 */
#ifndef TREE_TREE_VECTOR_H
#define TREE_TREE_VECTOR_H

#include <stdbool.h>

#include "base/diags.h"

struct tree;

struct tree_name {
	const char *name;
	unsigned line;
};

/* Classes in the order of their numbers, the first is 1; so with SIDs. */
struct tree_class {
	const char *name;
	unsigned line;			       /* in security_classes */
	list_of(struct tree_name) permissions; /* from bit 0 on */
};

struct tree_vectors {
	const char *class_file, *vector_file, *sid_file;
	list_of(struct tree_class) classes;
	list_of(struct tree_name) sids;
};

/* False with messages when a file is missing or has another form. */
bool tree_read_vectors(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_vectors *vectors);

#endif
