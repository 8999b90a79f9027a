/* Ops: their names and numbers, how they are found, what belongs to them. */
#include <fnmatch.h>
#include <string.h>

#include "registry/registry.h"

bool registry_is_within(const struct registry *registry, unsigned op,
			unsigned whole)
{
	while (op != NO_INDEX && op != whole)
		op = registry->ops[op].parent;
	return op != NO_INDEX;
}

bool op_is_hypercall(const struct op *op)
{
	static const char prefix[] = "__HYPERVISOR_";
	return strncmp(op->name, prefix, sizeof prefix - 1) == 0;
}

bool op_matches(const struct op *op, const char *pattern)
{
	return fnmatch(pattern, op->name, 0) == 0 ||
	       fnmatch(pattern, op_macro(op), 0) == 0;
}

const char *op_macro(const struct op *op)
{
	const char *slash = strrchr(op->name, '/');
	return slash ? slash + 1 : op->name;
}

const struct hypercall *registry_find_hypercall(const struct registry *registry,
						const char *name)
{
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (strcmp(registry->hypercalls[i].name, name) == 0)
			return &registry->hypercalls[i];
	return NULL;
}

unsigned registry_op_number(const struct registry *registry,
			    const struct op *op, unsigned release)
{
	unsigned end = op->numbers.first + op->numbers.count;
	for (unsigned i = op->numbers.first; i < end; i++)
		if (release_set_has(&registry->op_numbers[i].in, release))
			return registry->op_numbers[i].number;
	return NO_INDEX;
}

const struct op *registry_find_op(const struct registry *registry,
				  const char *name)
{
	const struct op *found = NULL;
	bool several = false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (strcmp(op->name, name) == 0)
			return op;
		if (strcmp(op_macro(op), name) != 0)
			continue;
		several |= found != NULL;
		found = op;
	}
	return several ? NULL : found;
}

/* Whether the op's own accesses say that no hook knows it. */
static bool is_unknown(const struct registry *registry, const struct op *op,
		       unsigned release)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&registry->accesses[op->accesses.first + i];
		if (access->kind == ACCESS_UNKNOWN && !access->build &&
		    !access->when && !access->choice &&
		    release_set_has(&access->in, release))
			return true;
	}
	return false;
}

size_t registry_op_cautions(const struct registry *registry,
			    const struct op *op, unsigned release,
			    struct arena *arena,
			    const struct caution *const **cautions)
{
	list_of(const struct caution *) found = LIST_INIT;
	for (; op;
	     op = op->parent == NO_INDEX ? NULL : &registry->ops[op->parent])
		for (unsigned i = 0; i < op->cautions.count; i++) {
			const struct caution *row =
				&registry->cautions[op->cautions.first + i];
			if (release_set_has(&row->in, release))
				*list_push(&found, arena) = row;
		}
	*cautions = found.items;
	return found.count;
}

size_t registry_unknown_ops(const struct registry *registry, unsigned release,
			    struct arena *arena, const struct op *const **ops)
{
	list_of(const struct op *) found = LIST_INIT;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, release) &&
		    !release_set_has(&op->refused, release) &&
		    is_unknown(registry, op, release))
			*list_push(&found, arena) = op;
	}
	*ops = found.items;
	return found.count;
}

bool registry_names_system(const struct registry *registry, const struct op *op,
			   unsigned release, const char *object,
			   const char *sid)
{
	for (unsigned i = 0; i < op->system_domains.count; i++) {
		const struct system_domain *row =
			&registry->system_domains[op->system_domains.first + i];
		if (release_set_has(&row->in, release) &&
		    strcmp(row->object, object) == 0 &&
		    strcmp(row->sid, sid) == 0)
			return true;
	}
	return op->parent != NO_INDEX &&
	       registry_names_system(registry, &registry->ops[op->parent],
				     release, object, sid);
}
