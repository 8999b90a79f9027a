/* Classes and permissions, as a release or a policy numbers them. */
#include <string.h>

#include "policy/policy.h"
#include "way/way.h"

void vectors_of_release(const struct registry *registry, unsigned release,
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

void vectors_of_policy(const struct policy *policy, struct arena *arena,
		       struct vectors *vectors)
{
	size_t count = policy->class_count;
	*vectors = (struct vectors){.class_count = count};
	vectors->classes = arena_alloc(arena, count, sizeof(char *));
	vectors->permissions = arena_alloc(arena, count, sizeof(char **));
	vectors->permission_counts = arena_alloc(arena, count, sizeof(size_t));
	for (size_t i = 0; i < count; i++) {
		const struct policy_class *class = &policy->classes[i];
		const char **names = arena_alloc(arena, class->permission_count,
						 sizeof *names);
		for (unsigned j = 0; j < class->permission_count; j++)
			names[j] = class->permissions[j];
		vectors->classes[i] = class->name;
		vectors->permissions[i] = names;
		vectors->permission_counts[i] = class->permission_count;
	}
}

unsigned vectors_class(const struct vectors *vectors, const char *name)
{
	for (size_t i = 0; i < vectors->class_count; i++)
		if (vectors->classes[i] &&
		    strcmp(vectors->classes[i], name) == 0)
			return (unsigned)i;
	return NO_INDEX;
}

uint32_t vectors_permission(const struct vectors *vectors, unsigned class,
			    const char *name)
{
	if (class == NO_INDEX)
		return 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++)
		if (vectors->permissions[class][i] &&
		    strcmp(vectors->permissions[class][i], name) == 0)
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
