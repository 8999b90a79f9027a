/* A map from strings to pointers: a hash table. */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct map_slot {
	const char *key;
	void *value;
};

/* FNV-1a, 64 bits. */
static uint64_t hash(const char *key)
{
	uint64_t sum = 14695981039346656037U;
	for (; *key; key++)
		sum = (sum ^ (unsigned char)*key) * 1099511628211U;
	return sum;
}

/* Where the key is, or where it would go. */
static struct map_slot *slot_of(const struct map *map, const char *key)
{
	size_t i = hash(key) & (map->capacity - 1);
	while (map->slots[i].key && strcmp(map->slots[i].key, key) != 0)
		i = (i + 1) & (map->capacity - 1);
	return &map->slots[i];
}

void *map_get(const struct map *map, const char *key)
{
	return map->count ? slot_of(map, key)->value : NULL;
}

static void grow(struct map *map, struct arena *arena)
{
	struct map old = *map;
	map->capacity = old.capacity ? old.capacity * 2 : 64;
	map->slots = arena_alloc(arena, map->capacity, sizeof *map->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].key)
			*slot_of(map, old.slots[i].key) = old.slots[i];
}

void map_set(struct map *map, const char *key, void *value, struct arena *arena)
{
	if ((map->count + 1) * 2 > map->capacity)
		grow(map, arena);
	struct map_slot *slot = slot_of(map, key);
	if (!slot->key) {
		slot->key = key;
		map->count++;
	}
	slot->value = value;
}

const char **map_keys(const struct map *map, struct arena *arena)
{
	const char **keys = arena_alloc(arena, map->count + 1, sizeof *keys);
	size_t count = 0;
	for (size_t i = 0; i < map->capacity; i++)
		if (map->slots[i].key)
			keys[count++] = map->slots[i].key;
	qsort(keys, count, sizeof *keys, text_compare_items);
	return keys;
}
