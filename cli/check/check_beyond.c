/*
 * XSM005 and XSM006: what no rule decides.  Ops that nobody can perform, since
 * the release's hooks do not know them, and ops by which anybody can stop the
 * host.  Each is said once a policy, of no subject.
 */
#include "check/check_table.h"

/* The names, as in a sentence. */
static const char *join_names(const struct op *const ops[], size_t count,
			      struct arena *arena)
{
	const char *names = "";
	for (size_t i = 0; i < count; i++)
		names = arena_format(arena, "%s%s%s", names,
				     !i		      ? ""
				     : i + 1 == count ? " and "
						      : ", ",
				     ops[i]->name);
	return names;
}

static void find_out_of_reach(struct run *run)
{
	const struct release *release = &run->registry->releases[run->release];
	const struct op *const *ops;
	size_t count = registry_unknown_ops(run->registry, run->release,
					    run->arena, &ops);
	if (!count || (!release->unknown_refused &&
		       run->policy->handle_unknown == UNKNOWN_ALLOW))
		return;
	const struct draft draft = {
		.code = "XSM005",
		.subject = NO_TYPE,
		.mentions = ops,
		.mention_count = count,
		.op_varies = true,
		.fact = "",
		.message = arena_format(
			run->arena,
			"nobody can perform %s in %s, dom0 neither: the hooks "
			"do not know %s, and %s",
			join_names(ops, count, run->arena), release->name,
			count == 1 ? "it" : "them",
			release->unknown_refused
				? "the release refuses what is unknown"
				: "the policy denies what is unknown")};
	run_add_finding(run, &draft);
}

static void add_crash(struct run *run, const struct op *op,
		      const struct crash *crash)
{
	const char *condition = crash_condition(crash, run->arena);
	const struct op **mentions = arena_alloc(run->arena, 1, sizeof(void *));
	*mentions = op;
	const struct draft draft = {
		.code = "XSM006",
		.subject = NO_TYPE,
		.mentions = mentions,
		.mention_count = 1,
		.fact = op->name,
		.message = arena_format(
			run->arena,
			"any domain can stop the host by %s in %s%s%s%s: %s, "
			"and nothing is asked before, so that no rule is a "
			"gate",
			op->name, run->registry->releases[run->release].name,
			*condition ? " (" : "", condition,
			*condition ? ")" : "", crash->by)};
	run_add_finding(run, &draft);
}

static void find_crashes(struct run *run)
{
	const struct registry *registry = run->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		for (unsigned j = 0; j < op->crashes.count; j++) {
			const struct crash *crash =
				&registry->crashes[op->crashes.first + j];
			if (release_set_has(&crash->in, run->release))
				add_crash(run, op, crash);
		}
	}
}

static void find_beyond(struct run *run, void *state)
{
	(void)state;
	find_out_of_reach(run);
	find_crashes(run);
}

const struct check check_beyond = {"beyond", NULL, NULL, find_beyond};
