/* What the hypervisor checks for an op, and how that is said. */
#include "base/text.h"
#include "registry/registry.h"

/* Whether the op's own accesses say that nothing is asked. */
static bool is_unchecked(const struct registry *registry, const struct op *op,
			 unsigned release)
{
	unsigned end = op->accesses.first + op->accesses.count;
	for (unsigned i = op->accesses.first; i < end; i++) {
		const struct access *access = &registry->accesses[i];
		if (access->kind == ACCESS_NONE && !access->build &&
		    !access->when && release_set_has(&access->in, release))
			return true;
	}
	return false;
}

/* Adds what the op itself is asked, after what its parents are. */
static void add_accesses(const struct registry *registry, const struct op *op,
			 unsigned release, struct arena *arena,
			 struct op_accesses *accesses)
{
	if (op->parent != NO_INDEX && !is_unchecked(registry, op, release))
		add_accesses(registry, &registry->ops[op->parent], release,
			     arena, accesses);
	unsigned end = op->accesses.first + op->accesses.count;
	for (unsigned i = op->accesses.first; i < end; i++)
		if (release_set_has(&registry->accesses[i].in, release))
			*list_push(&accesses->list, arena) =
				&registry->accesses[i];
}

void registry_op_accesses(const struct registry *registry, const struct op *op,
			  unsigned release, struct arena *arena,
			  struct op_accesses *accesses)
{
	*accesses = (struct op_accesses){false, LIST_INIT};
	accesses->recorded = release_set_has(
		&registry->hypercalls[op->hypercall].accesses_recorded,
		release);
	if (accesses->recorded)
		add_accesses(registry, op, release, arena, accesses);
}

const char *access_kind_name(enum access_kind kind)
{
	static const char *const names[] = {
		[ACCESS_ASKED] = "asked",     [ACCESS_FILTER] = "filter",
		[ACCESS_IGNORED] = "ignored", [ACCESS_NONE] = "none",
		[ACCESS_UNKNOWN] = "unknown",
	};
	return names[kind];
}

/* In the order of their bits. */
const char *const power_names[] = {
	"policy",
	"booleans",
	"resource-labels",
	"label",
	"memory",
	"state",
	"read",
	"read-any",
	"introspect",
	"device-model",
	"hypervisor",
	"unisolated-device",
	"device",
	"device-interrupts",
	NULL,
};

const char *power_name(enum access_power power)
{
	unsigned i = 0;
	while ((unsigned)power >> (i + 1))
		i++;
	return power_names[i];
}

/* Those of the texts that there are, with "; " between them. */
static const char *join(const char *const texts[], size_t count,
			struct arena *arena)
{
	const char *all = "";
	for (size_t i = 0; i < count; i++)
		if (texts[i])
			all = arena_format(arena, "%s%s%s", all,
					   *all ? "; " : "", texts[i]);
	return all;
}

static const char *build_text(const char *build, struct arena *arena)
{
	return build ? arena_format(arena, "build: %s", build) : NULL;
}

const char *access_condition(const struct access *access, struct arena *arena)
{
	bool kind =
		access->kind == ACCESS_FILTER || access->kind == ACCESS_IGNORED;
	const char *const parts[] = {
		kind ? access_kind_name(access->kind) : NULL,
		access->refused ? "refused to everyone" : NULL,
		access->unreached ? "unreached" : NULL,
		build_text(access->build, arena),
		access->picked,
		access->when};
	return join(parts, sizeof parts / sizeof *parts, arena);
}

const char *crash_condition(const struct crash *crash, struct arena *arena)
{
	const char *const parts[] = {build_text(crash->build, arena),
				     crash->when};
	return join(parts, sizeof parts / sizeof *parts, arena);
}

const char *access_subject_name(enum access_subject subject)
{
	static const char *const names[] = {
		[SUBJECT_CALLER] = "caller",
		[SUBJECT_TARGET] = "target",
		[SUBJECT_OTHER] = "other",
	};
	return names[subject];
}
