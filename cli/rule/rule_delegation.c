/* XSM001 and XSM002: which ops are delegated, and to whom. */
#include <string.h>

#include "rule/rule_table.h"
#include "run/run.h"

static void see_delegation(struct run *run, const struct subject *subject,
			   void *state)
{
	(void)state;
	const char *role = run_role_of(run, subject->type);
	const struct meaning domain = meaning_of_party(PARTY_TARGET, 0);
	const struct meaning other = meaning_of_party(PARTY_DEVICE, 0);
	bool by_labels =
		types_role_needs_objects(run, subject->type, role, &domain);
	bool by_others =
		types_role_needs_objects(run, subject->type, role, &other);
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		struct arena scratch = ARENA_INIT;
		struct role_part parts[2] = {{role, PART_ALL}};
		unsigned count = 1;
		const struct meaning meaning = meaning_of_group(ability->group);
		if (meaning.domains ? by_labels : by_others) {
			uint64_t *objects = arena_alloc(
				&scratch, set_words(run->policy->type_count),
				sizeof *objects);
			ability_gather(ability, objects);
			count = types_roles_of_set(run, subject->type, role,
						   objects, &meaning, parts);
		}
		for (unsigned j = 0; j < count; j++)
			results_add_ability(run->results, ability, &parts[j]);
		arena_release(&scratch);
	}
}

static const struct rule rules[] = {
	{.code = "XSM001",
	 .name = "covered-op-delegated",
	 .level = LEVEL_ERROR,
	 .title = "a covered op is delegated",
	 .explanation =
		 "A type that is not fully trusted can perform an op that the "
		 "statement of XSA-77 covers: its implementation was not "
		 "reviewed against a hostile caller, and bugs in it are "
		 "handled "
		 "in public, without an advisory. Take the grant away, or "
		 "trust "
		 "the type as fully as dom0. Of an op for which the hypervisor "
		 "asks others alone, never who calls, what is allowed among "
		 "them opens it to every domain: that is said once, of \"*\", "
		 "and of each domain that is one of them.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t domU_t:domain pause;\n",
	 .good = "# The toolstack asks dom0, which pauses the guest for it.\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t domU_t:domain pause;\n",
	 .accept =
		 "When a hostile domain of this type may bring the host down "
		 "or "
		 "worse without more than the site loses anyway, or when the "
		 "site has reviewed the op's implementation against such a "
		 "caller; then record the review. Where the type is trusted as "
		 "fully as dom0, say that in place of accepting one op after "
		 "the other."},
	{.code = "XSM002",
	 .name = "safe-op-delegated",
	 .level = LEVEL_NOTE,
	 .title = "an op that is safe by the statement is delegated",
	 .explanation =
		 "A type that is not fully trusted can perform an op that the "
		 "statement of XSA-77 does not cover. Bugs in it are handled "
		 "as "
		 "security issues. The basis tells how much that is worth: "
		 "audited and excepted were looked at, unlisted was only never "
		 "mentioned.",
	 .bad = "type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t domU_t:mmu stat;\n",
	 .good = "type monitor_t, domain_type;\n"
		 "role system_r types monitor_t;\n"
		 "allow dom0_t domU_t:mmu stat;\n",
	 .accept = "When the domain needs the op for its work. A note asks for "
		   "no "
		   "more than a look at its basis: an op that is only unlisted "
		   "was never reviewed, and a later release may cover it."},
};

const struct rule_set rule_delegation = {
	.name = "delegation",
	.see = see_delegation,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
