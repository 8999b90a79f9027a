/* What changes of ops between two releases. */
#ifndef REGISTRY_REGISTRY_DIFF_H
#define REGISTRY_REGISTRY_DIFF_H

#include "base/table.h"

struct registry;
struct release_facts;

/* All that is known of ops in a release, to be compared; in the arena. */
struct release_facts *registry_facts(const struct registry *registry,
				     unsigned release, struct arena *arena);

/*
 * What changed between two releases: rows of change ("-" or "+"), table and
 * fact (the row's cells but the release), in the order of the tables.  The
 * rows point into the facts.
 */
struct table *registry_diff(const struct release_facts *older,
			    const struct release_facts *newer,
			    struct arena *arena);

#endif
