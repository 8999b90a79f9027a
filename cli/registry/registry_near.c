/* Names of the registry that somebody may mean who wrote another word. */
#include "registry/registry_near.h"

#include <string.h>

#include "base/near.h"
#include "registry/registry.h"

const char *registry_op_hint(const struct registry *registry, unsigned release,
			     const char *pattern, struct arena *arena)
{
	const struct op *op = registry_find_op(registry, pattern);
	list_of(const char *) names = LIST_INIT;
	if (strpbrk(pattern, "*?["))
		return "";
	if (op)
		return arena_format(
			arena, "; %s is in %s", op->name,
			registry_releases_shown(registry, &op->in, arena));
	for (unsigned i = 0; i < registry->op_count; i++)
		if (release == NO_INDEX ||
		    release_set_has(&registry->ops[i].in, release))
			*list_push(&names, arena) = op_macro(&registry->ops[i]);
	return near_hint(pattern, names.items, names.count, arena);
}

const char *registry_permission_hint(const struct registry *registry,
				     const char *word, struct arena *arena)
{
	const bool has_class = strchr(word, ':');
	list_of(const char *) names = LIST_INIT;
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *row = &registry->classes[i];
		const struct span span = row->permissions;
		for (unsigned j = span.first; j < span.first + span.count; j++)
			*list_push(&names, arena) =
				!has_class
					? registry->permissions[j].name
					: arena_format(arena, "%s:%s",
						       row->name,
						       registry->permissions[j]
							       .name);
	}
	return near_hint(word, names.items, names.count, arena);
}

const char *registry_release_hint(const struct registry *registry,
				  const char *word, struct arena *arena)
{
	list_of(const char *) names = LIST_INIT;
	*list_push(&names, arena) = "latest";
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (registry_starts_line(registry, i))
			*list_push(&names, arena) = registry->releases[i].line;
		*list_push(&names, arena) = registry->releases[i].name;
	}
	return near_hint(word, names.items, names.count, arena);
}
