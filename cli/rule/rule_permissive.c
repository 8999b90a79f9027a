/* XSM401: types that are allowed all that the policy refuses them. */
#include "rule/rule_table.h"
#include "run/run.h"

static const char *describe_permissive(const struct run *run,
				       const struct draft *draft,
				       struct arena *arena)
{
	return arena_format(arena,
			    "%s is permissive: what the policy refuses it is "
			    "allowed all the same",
			    run->policy->types[draft->subject].name);
}

static void find_permissive(struct run *run, void *state)
{
	(void)state;
	for (unsigned i = 0; i < run->policy->type_count; i++) {
		const struct draft draft = {.code = "XSM401",
					    .subject = i,
					    .describe = describe_permissive};
		if (run->policy->types[i].permissive &&
		    !run->policy->types[i].attribute && !run->trusted[i])
			run_add_finding(run, &draft);
	}
}

static const struct rule rules[] = {
	{.code = "XSM401",
	 .name = "permissive-type",
	 .level = LEVEL_ERROR,
	 .title = "a type is permissive",
	 .explanation =
		 "What the policy refuses a permissive type is only logged: "
		 "its "
		 "domains can perform every op on every other one. Such a type "
		 "is meant for writing a policy, not for running one.",
	 .bad = "type trial_t, domain_type;\n"
		"role system_r types trial_t;\n"
		"permissive trial_t;\n",
	 .good = "# What it was refused in the trial is allowed, and nothing "
		 "else.\n"
		 "type trial_t, domain_type;\n"
		 "role system_r types trial_t;\n"
		 "allow trial_t xen_t:xen writeconsole;\n",
	 .accept = "On a host where the policy of this type is being written, "
		   "and "
		   "only there."},
};

const struct rule_set rule_permissive = {
	.name = "permissive",
	.finish = find_permissive,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
