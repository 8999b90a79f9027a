/* A map from strings to pointers. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

#include "base/memory.h"

/* Keys are not copied: they must live as long as the map. Start with {0}. */
struct map {
	struct map_slot *slots;
	size_t count, capacity;
};

/* The value of the key, NULL when it has none. */
void *map_get(const struct map *map, const char *key);

/* Sets the value, which must not be NULL; memory comes from the arena. */
void map_set(struct map *map, const char *key, void *value,
	     struct arena *arena);

/* All keys, sorted, map->count of them. */
const char **map_keys(const struct map *map, struct arena *arena);

#endif
