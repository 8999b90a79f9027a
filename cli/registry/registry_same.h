/* Releases that the registry does not tell apart. */
#ifndef REGISTRY_REGISTRY_SAME_H
#define REGISTRY_REGISTRY_SAME_H

#include <stdbool.h>
#include <stddef.h>

struct registry;

/*
 * A set of releases that the rows of a table have, by where it stands: offsets
 * in struct registry and in the row.
 */
struct registry_set {
	const char *name; /* "access.in"; NULL: the end */
	size_t rows, count, row_size, offset;
	bool fact; /* it tells releases apart */
};

extern const struct registry_set registry_sets[];

/*
 * Whether it says the same of both, as far as a policy is judged by it.
 * Numbers, dates, evidence and fixes may differ, and what only a tree is held
 * against.
 */
bool registry_same_facts(const struct registry *registry, unsigned a,
			 unsigned b);

#endif
