/* The tables of a registry, as rows of text. */
#ifndef REGISTRY_REGISTRY_EXPORT_H
#define REGISTRY_REGISTRY_EXPORT_H

#include "base/table.h"

struct registry;

/* The names of the tables that registry_export() knows, NULL-terminated. */
extern const char *const registry_tables[];

/*
 * The table of that name for one release, or NO_INDEX for every one, sorted.
 * NULL: there is no such table.
 */
struct table *registry_export(const struct registry *registry, const char *name,
			      unsigned release, struct arena *arena);

#endif
