#include <string.h>

#include "compile/model.h"

void vectors_get(const struct registry *registry, unsigned release,
		 struct arena *arena, struct vectors *vectors)
{
	unsigned *classes;
	size_t count = registry_classes(registry, release, arena, &classes);
	vectors->class_count = count;
	vectors->classes = arena_alloc(arena, count, sizeof(char *));
	vectors->permissions = arena_alloc(arena, count, sizeof(char **));
	vectors->permission_counts = arena_alloc(arena, count, sizeof(size_t));
	for (size_t i = 0; i < count; i++) {
		const struct object_class *class =
			&registry->classes[classes[i]];
		vectors->classes[i] = class->name;
		vectors->permission_counts[i] =
			registry_permissions(registry, class, release, arena,
					     &vectors->permissions[i]);
	}
	vectors->sid_count =
		registry_sids(registry, release, arena, &vectors->sids);
}

unsigned vectors_class(const struct vectors *vectors, const char *name)
{
	for (size_t i = 0; i < vectors->class_count; i++)
		if (strcmp(vectors->classes[i], name) == 0)
			return (unsigned)i;
	return NO_INDEX;
}

uint32_t vectors_permission(const struct vectors *vectors, unsigned class,
			    const char *name)
{
	if (class == NO_INDEX)
		return 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++)
		if (strcmp(vectors->permissions[class][i], name) == 0)
			return (uint32_t)1 << i;
	return 0;
}

uint32_t vectors_all(const struct vectors *vectors, unsigned class)
{
	return (uint32_t)(((uint64_t)1 << vectors->permission_counts[class]) -
			  1);
}

bool vectors_has_sid(const struct vectors *vectors, const char *name)
{
	for (size_t i = 0; i < vectors->sid_count; i++)
		if (strcmp(vectors->sids[i], name) == 0)
			return true;
	return false;
}
