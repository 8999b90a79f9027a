/* A registry as one file of XML, from which the same registry is loaded. */
#ifndef REGISTRY_REGISTRY_WRITE_H
#define REGISTRY_REGISTRY_WRITE_H

#include "base/buffer.h"
#include "base/memory.h"

struct registry;

/*
 * Adds the registry as one file of XML, which registry_load() makes the same
 * registry of; comment, at its head, may be NULL.
 */
void registry_write(const struct registry *registry, const char *comment,
		    struct arena *arena, struct buffer *out);

#endif
