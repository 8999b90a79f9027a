/* Makes a registry of its files. */
#ifndef REGISTRY_REGISTRY_LOAD_H
#define REGISTRY_REGISTRY_LOAD_H

#include <stddef.h>

#include "registry/registry_tables.h"

/* The registry that was built in. */
extern const struct registry registry_builtin;

/* Stands for the file that the built-in registry was made from. */
#define REGISTRY_BUILTIN_PATH "<built-in>/registry.xml"

/*
 * Reads the files together as one registry, with the files that they include,
 * checked by schema and by meaning.  The result lives in the arena.  NULL
 * with messages where they are not good.
 */
const struct registry *registry_load(const char *const paths[], size_t count,
				     struct arena *arena, struct diags *diags);

#endif
