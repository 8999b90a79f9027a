/* XSM601: policies that the hypervisor does not enforce, as it is booted. */
#include "rule/rule.h"
#include "rule/rule_table.h"
#include "run/run.h"

USES_MESSAGE(BOOT_WORD_ODD);

/* "flask=late"; or who else decides it. */
static const char *by(const struct boot_word *word)
{
	return word ? word->text : "as it is built, without a word on that";
}

static void add(struct run *run, const char *fact, unsigned lower,
		const char *why)
{
	const char *name = run->registry->releases[run->release].name;
	const struct draft draft = {
		.code = "XSM601",
		.lower = lower,
		.subject = NO_TYPE,
		.fact = fact,
		.message = arena_format(
			run->arena, "Xen %s %s the policy: %s", name,
			lower ? "perhaps does not enforce" : "does not enforce",
			why),
		.default_state = true};
	run_add_finding(run, &draft);
}

static void find_module(struct run *run, const struct boot_state *state)
{
	struct arena *arena = run->arena;
	if (state->unbuilt)
		add(run, "unbuilt", 0,
		    arena_format(arena, "its build has no FLASK (%s)",
				 state->unbuilt->config));
	else if (state->open)
		add(run, "open", 1,
		    arena_format(arena,
				 "its module is %s where the build has %s; "
				 "xsm= on the command line decides it, or "
				 "--config tells",
				 boot_modules[state->open->module],
				 state->open->config));
	else if (state->module != BOOT_MODULE_FLASK &&
		 state->module != BOOT_MODULE_UNSAID)
		add(run, "module", 0,
		    arena_format(arena, "its security module is %s (%s)",
				 boot_modules[state->module],
				 by(state->by_module)));
}

/* What FLASK does with the policy; false: there is no more to say. */
static bool find_loading(struct run *run, const struct boot_state *state)
{
	static const char *const words[] = {
		[BOOT_LOADS_UNSAID] = NULL,
		[BOOT_LOADS_AT_ONCE] = NULL,
		[BOOT_LOADS_LATE] = ("until somebody loads one, every domain "
				     "may do all"),
		[BOOT_LOADS_NEVER] = "FLASK is disabled",
		[BOOT_STOPS] = "its boot stops, as it takes no such value",
	};
	if (words[state->loads])
		add(run, boot_loadings[state->loads], 0,
		    arena_format(run->arena, "%s (%s)", words[state->loads],
				 by(state->by_loads)));
	return !words[state->loads] || state->loads == BOOT_LOADS_LATE;
}

static void finish(struct run *run, void *no_state)
{
	struct boot_state state;
	(void)no_state;
	if (!run->host)
		return;
	registry_boot(run->registry, run->release, run->host, &state);
	if (state.known || run->host->config)
		find_module(run, &state);
	if (!state.known || state.unbuilt ||
	    (state.module != BOOT_MODULE_FLASK && !state.open))
		return;
	if (find_loading(run, &state) && state.enforcing == BOOT_NO)
		add(run, "permissive", 0,
		    arena_format(run->arena,
				 "what it refuses is only logged (%s)",
				 by(state.by_enforcing)));
	if (state.odd)
		run_add_limit(run, MESSAGE_BOOT_WORD_ODD,
			      location_file(run->policy->path), "%s",
			      state.odd->text);
}

const char *unenforced_reason(struct run *run)
{
	finish(run, NULL);
	return results_finish(run->results, 0)
		       ? results_evidence(run->results, 0).draft->message
		       : NULL;
}

static const struct rule rules[] = {
	{.code = "XSM601",
	 .name = "policy-not-enforced",
	 .level = LEVEL_ERROR,
	 .title = "the hypervisor does not enforce the policy",
	 .explanation =
		 "With --config and --command-line it is known how the "
		 "hypervisor is built and booted: without FLASK, with another "
		 "module, with FLASK disabled, permissive, or without a policy "
		 "until somebody loads one. All else that lint says of the "
		 "policy makes no difference then: what it refuses is allowed. "
		 "Boot with flask=enforcing, and with xsm=flask if Xen has "
		 "several modules, and have the boot loader load the policy. "
		 "It is a warning where the build decides, and that is "
		 "not known.",
	 .bad = "# policy for Xen 4.17.7\n"
		"# xsmc lint --release 4.17.7 --command-line "
		"flask=permissive\n",
	 .good = "# policy for Xen 4.17.7\n"
		 "# xsmc lint --release 4.17.7 --command-line xsm=flask\n",
	 .accept = "While a policy is written, on a host that is for nothing "
		   "else; with flask=late, where dom0 loads the policy before "
		   "it starts a domain."},
};

const struct rule_set rule_boot = {
	.name = "boot",
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
