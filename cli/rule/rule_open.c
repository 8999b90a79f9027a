/*
 * XSM003 and XSM004: ops that are open to every domain, since the hypervisor
 * asks nothing, or the policy allows what its hooks do not know.
 */
#include "run/run.h"
#include "rule/rule_table.h"
#include "rule/rule_power.h"

/* Whether what is asked there is what the op is open by, in every build. */
static bool opens(const struct run *run, const struct access *access,
		  enum access_kind kind)
{
	return access->kind == kind && !access->whens.count &&
	       access_is_in_all(run->registry, access, run->host);
}

/* What the op gives whom it is open to, at least at that level. */
static enum level level_of(struct run *run, const struct op *op,
			   enum access_kind kind, enum level least,
			   const char **gives)
{
	enum level level = least;
	struct op_accesses accesses;
	*gives = NULL;
	registry_op_accesses(run->registry, op, run->release, run->arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		enum level given;
		if (!opens(run, access, kind) || !power_level(access, &given))
			continue;
		*gives = access->gives;
		if (given > level)
			level = given;
	}
	return level;
}

/* A way in which an op is open. */
struct opening {
	const char *code, *reason;
	enum access_kind kind;		/* of the access by which it is */
	enum level of_covered, of_safe; /* where it gives nothing */
};

static void add_open(struct run *run, const struct op *op,
		     const struct opening *opening)
{
	const struct op_status status = results_status(run->results, op);
	const bool covered = status.status == STATUS_COVERED;
	const char *gives;
	const enum level level = level_of(
		run, op, opening->kind,
		covered ? opening->of_covered : opening->of_safe, &gives);
	/* A safe op that nothing can refuse is as it is meant to be. */
	if (opening->kind == ACCESS_NONE && !gives && !covered)
		return;
	const struct draft draft = {
		.code = opening->code,
		.lower = (unsigned)(LEVEL_ERROR - level),
		.subject = ALL_TYPES,
		.op = op,
		.performs = true,
		.fact = "",
		.message = arena_format(
			run->arena,
			"every domain can perform %s, which is %s in %s (%s)"
			"%s%s: %s",
			op->name, status_shown(status.status),
			run->registry->releases[run->release].name,
			basis_name(status.basis), gives ? " and gives " : "",
			gives ? gives : "", opening->reason)};
	run_add_finding(run, &draft);
}

/* An op that the policy has no say on, or only by handle-unknown. */
static void find_open(struct run *run, void *state)
{
	(void)state;
	static const struct opening unchecked = {
		"XSM004",
		"the hypervisor makes no FLASK check that can refuse it",
		ACCESS_NONE, LEVEL_NOTE, LEVEL_NOTE};
	static const struct opening unknown = {
		"XSM003",
		"the hook does not know it and the policy allows what is "
		"unknown",
		ACCESS_UNKNOWN, LEVEL_ERROR, LEVEL_WARNING};
	const struct release *release = &run->registry->releases[run->release];
	const struct groups *groups = &run->repertoire->groups;
	bool allowed = !release->unknown_refused &&
		       run->policy->handle_unknown == UNKNOWN_ALLOW;
	for (size_t i = 0; i < groups->open.count; i++) {
		const struct plan *plan = groups->open.items[i];
		if (release_set_has(&plan->op->refused, run->release))
			continue;
		if (plan->open)
			add_open(run, plan->op, &unchecked);
		if (plan->unknown && allowed)
			add_open(run, plan->op, &unknown);
	}
}

static const struct rule rules[] = {
	{.code = "XSM003",
	 .name = "unknown-op-allowed",
	 .level = LEVEL_ERROR,
	 .title = "an op is open to every domain by handle-unknown",
	 .explanation =
		 "FLASK's hook of the release does not know the op, and the "
		 "policy says that what is unknown is allowed: every domain "
		 "can "
		 "perform it. It is an error of a covered op, as it would be "
		 "if "
		 "one type alone had it, and of one that gives control (gives, "
		 "in xsmc-registry(5)), whatever its status; else a warning. "
		 "Compile the policy with handle-unknown deny.",
	 .bad = "# policy for Xen 4.17.5\n"
		"# checkpolicy -U allow\n",
	 .good = "# policy for Xen 4.17.5\n"
		 "# checkpolicy -U deny\n",
	 .accept = "While a guest needs an op that the hook of this release "
		   "forgot, and only until a release knows it."},
	{.code = "XSM004",
	 .name = "op-unchecked",
	 .level = LEVEL_ERROR,
	 .title = "an op is open to every domain",
	 .explanation =
		 "The hypervisor of the release makes no FLASK check that can "
		 "refuse the op, at least in one way to use it, so no policy "
		 "can keep it from any domain. It is an error where that gives "
		 "control (gives, in xsmc-registry(5)); otherwise a covered op "
		 "is a note: it is shown for what it is, nothing in the policy "
		 "causes it, and nothing there can mend it.",
	 .bad = "# policy for Xen 4.22.0\n",
	 .accept =
		 "Always, for this release: only another release of Xen mends "
		 "it. What can be done is to have no hostile domain on such a "
		 "host."},
};

const struct rule_set rule_open = {
	.name = "open",
	.finish = find_open,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
