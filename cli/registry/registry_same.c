/* Releases that the registry does not tell apart. */
#include "registry/registry.h"

static bool differs(const struct release_set *set, unsigned a, unsigned b)
{
	return release_set_has(set, a) != release_set_has(set, b);
}

static bool ops_differ(const struct registry *registry, unsigned a, unsigned b)
{
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (differs(&registry->hypercalls[i].in, a, b) ||
		    differs(&registry->hypercalls[i].accesses_recorded, a, b))
			return true;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (differs(&registry->ops[i].in, a, b) ||
		    differs(&registry->ops[i].refused, a, b))
			return true;
	for (unsigned i = 0; i < registry->access_count; i++)
		if (differs(&registry->accesses[i].in, a, b))
			return true;
	return false;
}

static bool statuses_differ(const struct registry *registry, unsigned a,
			    unsigned b)
{
	for (unsigned i = 0; i < registry->statement_count; i++)
		if (differs(&registry->statements[i].in, a, b))
			return true;
	for (unsigned i = 0; i < registry->entry_count; i++)
		if (differs(&registry->entries[i].in, a, b))
			return true;
	return false;
}

static bool vectors_differ(const struct registry *registry, unsigned a,
			   unsigned b)
{
	for (unsigned i = 0; i < registry->class_count; i++)
		if (differs(&registry->classes[i].in, a, b))
			return true;
	for (unsigned i = 0; i < registry->permission_count; i++)
		if (differs(&registry->permissions[i].in, a, b))
			return true;
	for (unsigned i = 0; i < registry->sid_count; i++)
		if (differs(&registry->sids[i].in, a, b))
			return true;
	return false;
}

bool registry_same_facts(const struct registry *registry, unsigned a,
			 unsigned b)
{
	return registry->releases[a].unknown_refused ==
		       registry->releases[b].unknown_refused &&
	       !vectors_differ(registry, a, b) && !ops_differ(registry, a, b) &&
	       !statuses_differ(registry, a, b);
}
