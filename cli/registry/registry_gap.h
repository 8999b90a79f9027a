/* Which hypercalls a table has no rows of, as nobody recorded them. */
#ifndef REGISTRY_REGISTRY_GAP_H
#define REGISTRY_REGISTRY_GAP_H

#include "base/memory.h"

struct registry;

/*
 * Those that have ops in the release, or in any one where it is NO_INDEX: their
 * names in the registry's order, NULL-terminated, in the arena.  Table: its
 * name; of one that is whole with what there is, none.
 */
const char *const *registry_gaps(const struct registry *registry,
				 const char *table, unsigned release,
				 struct arena *arena);

#endif
