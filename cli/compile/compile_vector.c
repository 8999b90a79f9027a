#include <string.h>

#include "compile/template.h"

static const struct object_class *find_class(const struct compilation *from,
					     const char *name)
{
	for (unsigned i = 0; i < from->registry->class_count; i++) {
		const struct object_class *class = &from->registry->classes[i];
		if (strcmp(class->name, name) == 0 &&
		    release_set_has(&class->in, from->release))
			return class;
	}
	return NULL;
}

bool release_has_class(const struct compilation *compilation, const char *name)
{
	return find_class(compilation, name);
}

bool release_has_permission(const struct compilation *compilation,
			    const char *object_class, const char *name)
{
	const struct object_class *class =
		find_class(compilation, object_class);
	if (!class)
		return false;
	const struct span span = class->permissions;
	for (unsigned i = span.first; i < span.first + span.count; i++) {
		const struct permission *permission =
			&compilation->registry->permissions[i];
		if (strcmp(permission->name, name) == 0 &&
		    release_set_has(&permission->in, compilation->release))
			return true;
	}
	return false;
}

/* The release's classes come in the order of their numbers. */
void template_add_vectors(const struct compilation *compilation,
			  struct arena *arena, struct buffer *conf)
{
	const struct registry *registry = compilation->registry;
	unsigned release = compilation->release;
	unsigned *classes;
	const char **names;
	size_t count = registry_classes(registry, release, arena, &classes);
	for (size_t i = 0; i < count; i++)
		buffer_format(conf, "class %s\n",
			      registry->classes[classes[i]].name);
	buffer_add_char(conf, '\n');
	size_t sids = registry_sids(registry, release, arena, &names);
	for (size_t i = 0; i < sids; i++)
		buffer_format(conf, "sid %s\n", names[i]);
	for (size_t i = 0; i < count; i++) {
		const struct object_class *class =
			&registry->classes[classes[i]];
		size_t bits = registry_permissions(registry, class, release,
						   arena, &names);
		buffer_format(conf, "\nclass %s\n{\n", class->name);
		for (size_t bit = 0; bit < bits; bit++)
			buffer_format(conf, "\t%s\n", names[bit]);
		buffer_add_string(conf, "}\n");
	}
	buffer_add_char(conf, '\n');
}
