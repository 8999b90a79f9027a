/* Ops that a hook does not know: which they are, and where. */
#include <string.h>

#include "audit/audit_explain.h"
#include "audit/audit_log.h"
#include "audit/audit_ops.h"
#include "audit/audit_unknown.h"

/* Whether the number that the hook's name comes with is that of the op. */
static bool is_meant(const struct registry *registry,
		     const struct log_name *name, const struct op *op,
		     unsigned release, unsigned number)
{
	const char *hypercall = registry->hypercalls[op->hypercall].name;
	if (!name->hypercall || strcmp(hypercall, name->hypercall) != 0 ||
	    op_is_hypercall(op) || !release_set_has(&op->in, release))
		return false;
	if (op->parent == NO_INDEX
		    ? name->of != NULL
		    : !name->of || strcmp(op_macro(&registry->ops[op->parent]),
					  name->of) != 0)
		return false;
	return registry_op_number(registry, op, release) == number;
}

/* The op of the release that an entry is about; NULL: it has none. */
static const struct op *find_op(const struct registry *registry,
				const struct audit_entry *entry,
				unsigned release, unsigned named_in)
{
	for (unsigned i = 0; i < registry->log_name_count; i++) {
		const struct log_name *name = &registry->log_names[i];
		if (strcmp(name->name, entry->unknown) != 0 ||
		    !release_set_has(&name->in, named_in))
			continue;
		for (unsigned j = 0; j < registry->op_count; j++)
			if (is_meant(registry, name, &registry->ops[j], release,
				     entry->number))
				return &registry->ops[j];
	}
	return NULL;
}

static bool is_known(const struct registry *registry, const struct op *op,
		     unsigned release)
{
	struct arena arena = ARENA_INIT;
	struct op_accesses accesses;
	bool known = true;
	registry_op_accesses(registry, op, release, &arena, &accesses);
	if (!accesses.list.count || !accesses.recorded)
		known = false;
	for (size_t i = 0; i < accesses.list.count; i++)
		if (accesses.list.items[i]->kind == ACCESS_UNKNOWN)
			known = false;
	arena_release(&arena);
	return known;
}

static bool has_name(const struct registry *registry, const char *name,
		     unsigned release)
{
	for (unsigned i = 0; i < registry->log_name_count; i++)
		if (strcmp(registry->log_names[i].name, name) == 0 &&
		    release_set_has(&registry->log_names[i].in, release))
			return true;
	return false;
}

void unknown_releases(const struct audit *audit,
		      const struct audit_entry *entry, struct release_set *in)
{
	const struct registry *registry = audit->registry;
	struct release_set left = {{0}};
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (!release_set_has(in, i) ||
		    !has_name(registry, entry->unknown, i))
			continue;
		const struct op *op = find_op(registry, entry, i, i);
		if (!op || !is_known(registry, op, i))
			release_set_add(&left, i);
	}
	if (!release_set_empty(&left))
		*in = left;
}

/* What the number means in the nearest later release, or before. */
static const struct op *find_elsewhere(const struct registry *registry,
				       const struct audit_entry *entry,
				       unsigned release)
{
	const struct op *op = NULL;
	for (unsigned i = release + 1; !op && i < registry->release_count; i++)
		op = find_op(registry, entry, i, release);
	for (unsigned i = release; !op && i-- > 0;)
		op = find_op(registry, entry, i, release);
	return op;
}

static void explain_in(const struct registry *registry, unsigned release,
		       struct audit_case *row, struct arena *arena)
{
	const struct audit_entry *entry = row->entry;
	struct audit_op found = {0};
	release_set_add(&found.in, release);
	found.op = find_op(registry, entry, release, release);
	found.here = found.op != NULL;
	found.order = ORDER_UNSAID;
	if (!found.here)
		found.op = find_elsewhere(registry, entry, release);
	if (!found.op)
		return;
	if (found.here) {
		struct op_status status =
			registry_op_status(registry, found.op, release);
		found.status = status.status;
		found.basis = status.basis;
		found.advice = ADVICE_DO_NOT_GRANT;
		found.reason = "no rule is about it: only handle-unknown=allow "
			       "opens it, and to every domain";
	} else {
		found.advice = ADVICE_NOTHING_REFUSED;
		found.reason = "this hypervisor does not have the op: who "
			       "calls it is made for another release";
	}
	add_op(row, &found, arena);
}

void explain_unknown(const struct audit *audit, const struct facts *facts,
		     struct audit_case *row, struct arena *arena)
{
	/* Numbers can differ where facts do not. */
	for (unsigned i = 0; i < audit->registry->release_count; i++)
		if (release_set_has(&facts->in, i))
			explain_in(audit->registry, i, row, arena);
}
