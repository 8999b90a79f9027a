/* Which hypercalls a table has no rows of, as nobody recorded them. */
#include "registry/registry_gap.h"

#include <string.h>

#include "base/text.h"
#include "registry/registry.h"

static bool has_ops(const struct registry *registry,
		    const struct hypercall *hypercall, unsigned release)
{
	for (unsigned i = 0; i < hypercall->ops.count; i++)
		if (release_set_has(&registry->ops[hypercall->ops.first + i].in,
				    release))
			return true;
	return false;
}

static bool has_accesses(const struct registry *registry,
			 const struct hypercall *hypercall, unsigned release)
{
	(void)registry;
	return release_set_has(&hypercall->accesses_recorded, release);
}

/* Without a module in the release there is nothing to record. */
static bool has_callers(const struct registry *registry,
			const struct hypercall *hypercall, unsigned release)
{
	bool asked = false;
	for (unsigned i = 0; i < registry->module_count; i++)
		asked |= release_set_has(&registry->modules[i].in, release);
	for (unsigned i = 0; i < registry->callers_count; i++)
		if (text_has_word(registry->callers[i].hypercalls,
				  hypercall->name))
			return true;
	return !asked;
}

static const struct {
	const char *table;
	bool (*has)(const struct registry *registry,
		    const struct hypercall *hypercall, unsigned release);
} recorded[] = {
	{"accesses", has_accesses},
	{"ways", has_accesses},
	{"modules", has_callers},
};

const char *const *registry_gaps(const struct registry *registry,
				 const char *table, unsigned release,
				 struct arena *arena)
{
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < sizeof recorded / sizeof *recorded; i++) {
		if (strcmp(recorded[i].table, table) != 0)
			continue;
		for (unsigned j = 0; j < registry->hypercall_count; j++) {
			const struct hypercall *row = &registry->hypercalls[j];
			bool gap = false;
			for (unsigned k = 0; k < registry->release_count; k++)
				gap |= (release == NO_INDEX || release == k) &&
				       has_ops(registry, row, k) &&
				       !recorded[i].has(registry, row, k);
			if (gap)
				*list_push(&names, arena) = row->name;
		}
	}
	*list_push(&names, arena) = NULL;
	return names.items;
}
