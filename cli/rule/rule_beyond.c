/*
 * XSM005 and XSM006: what no rule decides.  Ops that nobody can perform, since
 * the release's hooks do not know them, and ops by which anybody can stop the
 * host.  Each is said once a policy, of no subject.
 */
#include "right/right.h"
#include "rule/rule_table.h"
#include "run/run.h"

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

static const struct rule rules[] = {
	{.code = "XSM005",
	 .name = "op-out-of-reach",
	 .level = LEVEL_NOTE,
	 .title = "nobody can perform an op",
	 .explanation =
		 "FLASK's hook of the release does not know the op, and it is "
		 "refused to every domain, dom0 among them: because the policy "
		 "denies what is unknown, or by the release whatever the "
		 "policy "
		 "says. No rule can grant it. What needs the op does not work "
		 "under FLASK there; allowing what is unknown would open it to "
		 "every domain. Only a release whose hook knows the op mends "
		 "it.",
	 .bad = "# policy for Xen 4.22.0\n",
	 .accept =
		 "Always, for this release: it tells what does not work there "
		 "under FLASK, and that no rule would help."},
	{.code = "XSM006",
	 .name = "op-stops-host",
	 .level = LEVEL_WARNING,
	 .title = "any domain can stop the host with an op",
	 .explanation =
		 "The hypervisor of the release reads through an object that "
		 "is "
		 "not there before it asks anything that could refuse the op: "
		 "whoever calls it so stops the host. No rule is a gate there, "
		 "least of all one on the label that a missing object seems to "
		 "have. Only another release mends it.",
	 .bad = "# policy for Xen 4.17.5\n",
	 .good = "# policy for Xen 4.17.7\n",
	 .accept = "When the host runs no domain that may be hostile, until it "
		   "is "
		   "updated."},
};

const struct rule_set rule_beyond = {
	.name = "beyond",
	.finish = find_beyond,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
