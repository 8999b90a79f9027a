#include "registry/loader.h"

static void read_class(struct loader *loader, const struct xml_element *node)
{
	struct object_class *class = loader_add(loader, classes, node);
	class->name = node_attribute(loader, node, "name");
	class->in = node_range(loader, node, "in", &loader->all);
	class->permissions.first = (unsigned)loader->permissions.rows.count;
	struct release_set in = class->in;
	unsigned count = 0;
	for (const struct xml_element *child = xml_first(node, "permission");
	     child; child = xml_next(child, "permission"), count++) {
		struct permission *permission =
			loader_add(loader, permissions, child);
		permission->name = node_attribute(loader, child, "name");
		permission->in = node_range(loader, child, "in", &in);
	}
	class->permissions.count = count;
}

static void read_sid(struct loader *loader, const struct xml_element *node)
{
	struct initial_sid *sid = loader_add(loader, sids, node);
	sid->name = node_attribute(loader, node, "name");
	sid->in = node_range(loader, node, "in", &loader->all);
}

void loader_read_vectors(struct loader *loader)
{
	for (const struct xml_element *node = loader_first(loader, "class");
	     node; node = loader_next(loader, node, "class"))
		read_class(loader, node);
	for (const struct xml_element *node = loader_first(loader, "sid"); node;
	     node = loader_next(loader, node, "sid"))
		read_sid(loader, node);
}
