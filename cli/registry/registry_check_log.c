/* The hypervisor's log: what the schema cannot say of its elements. */
#include <string.h>

#include "registry/registry_check_table.h"
#include "registry/registry_loader.h"
#include "registry/registry_op.h"

USES_MESSAGE(REFERENCE_DANGLING);

static void complain(struct loader *loader, struct location at,
		     const char *attribute, const char *value)
{
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, at, "%s=\"%s\"",
		  attribute, value);
}

static bool has_permission(const struct registry *registry, const char *pair)
{
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *row = &registry->classes[i];
		size_t length = strlen(row->name);
		if (strncmp(row->name, pair, length) != 0 ||
		    pair[length] != ':')
			continue;
		const struct span *span = &row->permissions;
		for (unsigned j = 0; j < span->count; j++)
			if (strcmp(registry->permissions[span->first + j].name,
				   pair + length + 1) == 0)
				return true;
	}
	return false;
}

/* Names of a line must be those of ops, and such ops there must be. */
static void check_names(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 0; i < registry->log_line_count; i++) {
		const struct log_line *row = &registry->log_lines[i];
		if (row->name && !registry_has_log_name(registry, row->name))
			complain(loader, loader->log_lines.places.items[i],
				 "name", row->name);
	}
	for (unsigned i = 0; i < registry->log_name_count; i++) {
		const struct log_name *row = &registry->log_names[i];
		struct location at = loader->log_names.places.items[i];
		if (row->hypercall &&
		    !registry_find_hypercall(registry, row->hypercall))
			complain(loader, at, "hypercall", row->hypercall);
		if (row->of && !registry_find_op(registry, row->of))
			complain(loader, at, "of", row->of);
	}
}

void check_log(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	check_names(loader);
	for (unsigned i = 0; i < registry->caution_count; i++) {
		const struct caution *row = &registry->cautions[i];
		if (row->asks && !has_permission(registry, row->asks))
			complain(loader, loader->cautions.places.items[i],
				 "asks", row->asks);
	}
}
