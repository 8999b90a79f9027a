/* What a build of the hypervisor does not have of a release. */
#include <string.h>

#include "way/way.h"

/* Conditions, each once. */
struct named_conditions {
	const struct condition **items;
	unsigned count;
};

static void name(const struct condition *condition,
		 struct named_conditions *named)
{
	for (unsigned i = 0; i < named->count; i++)
		if (named->items[i] == condition)
			return;
	named->items[named->count++] = condition;
}

/* Those of an access that never hold there, or that it is not known of. */
static void look_at(const struct registry *registry,
		    const struct access *access, const struct host_build *host,
		    struct named_conditions *never,
		    struct named_conditions *open)
{
	const struct span spans[] = {access->builds, access->picks,
				     access->whens};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		for (unsigned j = 0; j < spans[i].count; j++) {
			const struct condition *condition =
				registry_condition(registry, spans[i], j);
			const enum being being =
				condition_in_build(condition, host);
			if (being == HOLDS_NEVER)
				name(condition, never);
			else if (being == HOLDS_MAYBE && condition->config &&
				 condition->kind == CONDITION_BUILD)
				name(condition, open);
		}
}

/* What the hypercall itself needs, and it is not known whether it is there. */
static void look_at_needs(const struct registry *registry,
			  const struct hypercall *hypercall, unsigned release,
			  const struct host_build *host,
			  struct named_conditions *open)
{
	const struct hypercall_need *needs =
		registry->hypercall_needs + hypercall->needs.first;
	for (unsigned i = 0; i < hypercall->needs.count; i++) {
		if (!release_set_has(&needs[i].in, release) ||
		    (needs[i].arch && host->arch &&
		     strcmp(needs[i].arch, host->arch) != 0))
			continue;
		for (unsigned j = 0; j < needs[i].conditions.count; j++) {
			const struct condition *condition = registry_condition(
				registry, needs[i].conditions, j);
			if (condition_in_build(condition, host) == HOLDS_MAYBE)
				name(condition, open);
		}
	}
}

static struct named_conditions named_new(const struct registry *registry,
					 struct arena *arena)
{
	return (struct named_conditions){
		arena_alloc(arena, registry->condition_count + 1,
			    sizeof(struct condition *)),
		0};
}

void left_out_find(const struct registry *registry, unsigned release,
		   const struct host_build *host, struct arena *arena,
		   struct left_out *left)
{
	list_of(const struct op *) absent = LIST_INIT, partly = LIST_INIT;
	struct named_conditions never = named_new(registry, arena);
	struct named_conditions open = named_new(registry, arena);
	*left = (struct left_out){.ops = NULL};
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const unsigned end = op->accesses.first + op->accesses.count;
		struct named_conditions own = named_new(registry, arena);
		if (!release_set_has(&op->in, release))
			continue;
		if (!op_is_on(registry, op, release, host)) {
			*list_push(&absent, arena) = op;
			continue;
		}
		look_at_needs(registry, &registry->hypercalls[op->hypercall],
			      release, host, &open);
		for (unsigned j = op->accesses.first; j < end; j++)
			if (release_set_has(&registry->accesses[j].in, release))
				look_at(registry, &registry->accesses[j], host,
					&own, &open);
		if (own.count)
			*list_push(&partly, arena) = op;
		for (unsigned j = 0; j < own.count; j++)
			name(own.items[j], &never);
	}
	left->ops = absent.items;
	left->op_count = absent.count;
	left->partly = partly.items;
	left->partly_count = partly.count;
	left->never = never.items;
	left->never_count = never.count;
	left->open = open.items;
	left->open_count = open.count;
}

const char *host_shown(const struct host_build *host, struct arena *arena)
{
	const char *arch = host && host->arch
				   ? arena_format(arena, " on %s", host->arch)
				   : "";
	if (host && host->config)
		arch = arena_format(arena, "%s with %s", arch, host->config);
	return host && host->command_line
		       ? arena_format(arena, "%s booted with \"%s\"", arch,
				      host->command_line)
		       : arch;
}
