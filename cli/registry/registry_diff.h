/* What changes of ops between two releases. */
#ifndef REGISTRY_REGISTRY_DIFF_H
#define REGISTRY_REGISTRY_DIFF_H

#include "base/table.h"

struct registry;

/*
 * What changed between two releases: rows of change ("-" or "+"), table and
 * fact (the row's cells but the release), in the order of the tables.
 */
struct table *registry_diff(const struct registry *registry, unsigned older,
			    unsigned newer, struct arena *arena);

#endif
