/* Ways as a table, to be held against the hypervisor's source by eye. */
#ifndef WAY_WAY_TABLE_H
#define WAY_WAY_TABLE_H

#include "base/table.h"

struct registry;

extern const char *const ways_table_name;

/* The ways of all ops of the release, or of every one (NO_INDEX), sorted. */
struct table *ways_table(const struct registry *registry, unsigned release,
			 struct arena *arena);

#endif
