/* Classes and permissions, as a release or a policy numbers them. */
#include <string.h>

#include "base/text.h"
#include "policy/policy.h"
#include "way/way.h"

/* What the registry says of them, by their names. */
static void find_facts(const struct registry *registry, struct arena *arena,
		       struct vectors *vectors)
{
	const size_t count = vectors->class_count;
	vectors->class_facts = arena_alloc(arena, count, sizeof(void *));
	vectors->permission_facts = arena_alloc(arena, count, sizeof(void *));
	for (size_t i = 0; i < count; i++) {
		const size_t permissions = vectors->permission_counts[i];
		const char *class = vectors->classes[i];
		const struct permission **rows =
			arena_alloc(arena, permissions, sizeof(void *));
		vectors->permission_facts[i] = rows;
		if (!class)
			continue;
		vectors->class_facts[i] = registry_class(registry, class);
		for (size_t j = 0; j < permissions; j++)
			if (vectors->permissions[i][j])
				rows[j] = registry_permission(
					registry, class,
					vectors->permissions[i][j]);
	}
}

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
	find_facts(registry, arena, vectors);
}

void vectors_of_policy(const struct registry *registry,
		       const struct policy *policy, struct arena *arena,
		       struct vectors *vectors)
{
	vectors_names(policy, arena, vectors);
	find_facts(registry, arena, vectors);
}

void vectors_names(const struct policy *policy, struct arena *arena,
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
	return text_is_among(vectors->sids, vectors->sid_count, name);
}

uint32_t vectors_about(const struct vectors *vectors, unsigned class,
		       unsigned about)
{
	uint32_t mask = 0;
	if (class == NO_INDEX)
		return 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++) {
		const struct permission *row =
			vectors->permission_facts[class][i];
		if (row && row->about & about)
			mask |= (uint32_t)1 << i;
	}
	return mask;
}

uint32_t vectors_on(const struct vectors *vectors, unsigned class, unsigned on)
{
	uint32_t mask = 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++) {
		const struct permission *row =
			vectors->permission_facts[class][i];
		if (row && row->on & on)
			mask |= (uint32_t)1 << i;
	}
	return mask;
}

unsigned vectors_class_on(const struct vectors *vectors, unsigned class)
{
	const struct object_class *row = vectors->class_facts[class];
	return row ? row->on : 0;
}

unsigned vectors_labelling(const struct vectors *vectors, enum asked_on what)
{
	for (unsigned i = 0; i < vectors->class_count; i++)
		if (vectors->class_facts[i] &&
		    vectors->class_facts[i]->labels & (unsigned)what)
			return i;
	return NO_INDEX;
}

uint32_t vectors_find(const struct vectors *vectors,
		      enum permission_about about, unsigned *class_index)
{
	uint32_t mask = 0;
	*class_index = NO_INDEX;
	for (unsigned i = 0; !mask && i < vectors->class_count; i++) {
		mask = vectors_about(vectors, i, about);
		if (mask)
			*class_index = i;
	}
	return mask;
}

void vectors_give(const struct vectors *vectors, struct arena *arena,
		  struct policy *policy)
{
	struct policy_class *classes =
		arena_alloc(arena, vectors->class_count, sizeof *classes);
	for (size_t i = 0; i < vectors->class_count; i++) {
		classes[i].name = vectors->classes[i];
		classes[i].permission_count =
			(unsigned)vectors->permission_counts[i];
		for (size_t bit = 0; bit < vectors->permission_counts[i]; bit++)
			classes[i].permissions[bit] =
				vectors->permissions[i][bit];
	}
	policy->classes = classes;
	policy->class_count = (unsigned)vectors->class_count;
}
