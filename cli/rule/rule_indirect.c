/* XSM101 to XSM108: who controls what is trusted, at once or in steps. */
#include <string.h>

#include "base/search.h"
#include "right/right.h"
#include "rule/rule_indirect_gain.h"
#include "rule/rule_indirect_reach.h"
#include "rule/rule_power.h"
#include "rule/rule_table.h"
#include "run/run.h"

/* --- Who has what -------------------------------------------------------- */

/* How good a hold is as the end of a path: the better, the lower. */
static bool is_better(const struct hold *hold, const struct hold *than)
{
	if (!than)
		return true;
	if (when_is_always(&hold->when) != when_is_always(&than->when))
		return when_is_always(&hold->when);
	return strcmp(hold->power->kind->code, than->power->kind->code) < 0;
}

/* What seeing one subject takes. */
struct indirect_look {
	struct run *run;
	struct indirect *indirect;
	const struct power *power;
	unsigned subject;
	struct gain_list gains;
};

static void look_over(struct indirect_look *look, unsigned over)
{
	struct hold hold;
	const struct hold **end = &look->indirect->ends[look->subject];
	if (!power_find(look->run, &look->indirect->powers, look->power,
			look->subject, over, false, &hold))
		return;
	gains_add(look->run, &look->gains, &hold);
	/* Hardware that the IOMMU holds back makes nobody as good as trusted.
	 */
	if (hold.power->kind->lower)
		return;
	look->indirect->found[look->subject] = true;
	if (!is_better(&hold, *end))
		return;
	struct hold *kept = arena_alloc(look->run->arena, 1, sizeof *kept);
	*kept = hold;
	*end = kept;
}

static void look_over_known(struct indirect_look *look,
			    const struct policy_sid *sid)
{
	if (sid)
		look_over(look, sid->type);
}

/* Whether a trusted caller may hand out what has the label. */
static bool is_handed_out(const struct indirect_look *look, unsigned type)
{
	const struct power *power = look->power;
	const enum party object = power_giver(power)->object;
	const struct type_list trusted = look->indirect->trusted;
	for (unsigned i = 0; i < power->count; i++) {
		const struct way_access *ask = &power->asks[i];
		if (ask->subject != PARTY_CALLER || ask->object != object)
			continue;
		for (size_t j = 0; j < trusted.count; j++)
			if (run_grants(look->run, trusted.items[j], type,
				       right_of(ask)) != GRANT_NEVER)
				return true;
	}
	return false;
}

/* Domains that are granted by the label alone that the subject sees them by. */
static void look_over_seen(struct indirect_look *look,
			   const struct type_list *granted)
{
	const struct rights *rights = look->run->rights;
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->target == look->subject &&
		    numbers_have(granted->items, granted->count, row->result) &&
		    !numbers_have(granted->items, granted->count, row->source))
			look_over(look, row->source);
	}
}

/*
 * All that the subject is granted it on.  A permissive type would have any
 * label as a device: of those it is what is handed out that counts.
 */
static void look_over_granted(struct indirect_look *look)
{
	struct arena arena = ARENA_INIT;
	const bool any = look->run->policy->types[look->subject].permissive &&
			 power_is_over_hardware(look->power);
	const struct type_list targets = run_targets(
		look->run, look->subject, power_right(look->power), &arena);
	const unsigned *types = run_by_name(look->run, &targets, &arena);
	for (size_t i = 0; i < targets.count; i++)
		if (!any || is_handed_out(look, types[i]))
			look_over(look, types[i]);
	if (!power_is_over_hardware(look->power))
		look_over_seen(look, &targets);
	arena_release(&arena);
}

/* What it is over matters less than what it is of: no domain is exempt. */
static bool is_of_any(const struct power *power)
{
	return power->kind->gives == POWER_READ_ANY;
}

static bool is_of_use(const struct indirect *indirect,
		      const struct power *power)
{
	if (power->kind->gives == POWER_BOOLEANS)
		return indirect->booleans_matter;
	if (power->kind->gives == POWER_RESOURCE_LABELS)
		return indirect->labels_matter;
	return true;
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct indirect *indirect = state;
	const struct type_list trusted = indirect->trusted;
	struct indirect_look look = {
		.run = run, .indirect = indirect, .subject = subject->type};
	for (size_t i = 0; i < indirect->powers.count; i++) {
		look.power = &indirect->powers.items[i];
		if (!power_is_possible(run, look.power, subject->type) ||
		    !is_of_use(indirect, look.power))
			continue;
		if (look.power->over_known)
			look_over_known(
				&look,
				run->known[power_giver(look.power)->object]);
		else if (power_is_over_hardware(look.power) ||
			 is_of_any(look.power))
			look_over_granted(&look);
		else
			for (size_t j = 0; j < trusted.count; j++)
				look_over(&look, trusted.items[j]);
	}
	gains_report(run, &look.gains, subject);
}

/* --- What the policy makes of it ---------------------------------------- */

/* Whether a boolean can let someone do something who is not trusted. */
static bool booleans_matter(struct run *run)
{
	for (unsigned i = 0; i < run->policy->rule_count; i++) {
		const struct policy_rule *rule = &run->policy->rules[i];
		if (rule->condition == POLICY_ALWAYS)
			continue;
		const struct policy_type *source =
			&run->policy->types[rule->source];
		for (unsigned j = 0; j < source->member_count; j++)
			if (!run->trusted[source->members[j]])
				return true;
	}
	return false;
}

/* Whether someone who is not trusted can be given hardware, by its label. */
static bool labels_matter(struct run *run)
{
	const struct vectors *vectors = &run->shared->vectors;
	for (unsigned i = 0; i < vectors->class_count; i++) {
		const uint32_t uses =
			vectors_about(vectors, i, PERMISSION_USES);
		for (unsigned bit = 0; bit < 32; bit++)
			for (size_t j = 0;
			     uses >> bit & 1 && j < run->subject_count; j++)
				if (run_may_have(run, run->subjects[j],
						 (struct right){i, bit}))
					return true;
	}
	return false;
}

static struct type_list find_trusted(const struct run *run)
{
	unsigned *types =
		arena_alloc(run->arena, run->name_count, sizeof *types);
	struct type_list trusted = {types, 0};
	for (size_t i = 0; i < run->name_count; i++)
		if (run->trusted[run->by_name[i]])
			types[trusted.count++] = run->by_name[i];
	return trusted;
}

static void *start(struct run *run)
{
	const unsigned types = run->policy->type_count;
	struct indirect *indirect =
		arena_alloc(run->arena, 1, sizeof *indirect);
	indirect->powers = powers_make(run);
	indirect->trusted = find_trusted(run);
	indirect->booleans_matter = booleans_matter(run);
	indirect->labels_matter = labels_matter(run);
	indirect->ends = arena_alloc(run->arena, types, sizeof *indirect->ends);
	indirect->found =
		arena_alloc(run->arena, types, sizeof *indirect->found);
	return indirect;
}

static void finish(struct run *run, void *state)
{
	indirect_reach(run, state);
}

static const struct rule rules[] = {
	{.code = "XSM101",
	 .name = "controls-policy",
	 .level = LEVEL_ERROR,
	 .title = "the policy is in the hands of a type that is not trusted",
	 .explanation =
		 "The type can load a policy, switch enforcement off, switch "
		 "booleans while rules under a condition grant something to "
		 "types that are not trusted, or choose the labels of hardware "
		 "while such types may have hardware by its label. What this "
		 "policy says binds it no more than it likes. Accept it for a "
		 "type that is trusted as fully as dom0, and rather say so in "
		 "the site file; accept booleans when none of what they switch "
		 "matters, as the findings with a condition tell.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t security_t:security load_policy;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t security_t:security load_policy;\n",
	 .accept =
		 "For a type that is trusted as fully as dom0; rather say that "
		 "in the site file. Booleans may be accepted where none of "
		 "what "
		 "they switch matters."},
	{.code = "XSM102",
	 .name = "becomes-trusted",
	 .level = LEVEL_ERROR,
	 .title = "a type can take or give the label of a trusted one",
	 .explanation =
		 "The type can relabel itself or another domain to a trusted "
		 "type, or create a domain with such a type: what runs there "
		 "then is what it chose, with all that the trusted type may "
		 "do. "
		 "Accept it for the builder of the system that leaves this "
		 "label or ends before others run.",
	 .bad = "type builder_t, domain_type;\n"
		"role system_r types builder_t;\n"
		"allow builder_t dom0_t:domain create;\n",
	 .good = "type builder_t, domain_type;\n"
		 "role system_r types builder_t;\n"
		 "allow builder_t domU_t:domain create;\n",
	 .accept =
		 "For the builder of the whole system, which leaves its label "
		 "or ends before any other domain runs."},
	{.code = "XSM103",
	 .name = "controls-trusted-memory",
	 .level = LEVEL_ERROR,
	 .title = "memory or registers of a trusted domain can be written",
	 .explanation =
		 "The type can write, map or rearrange the memory of a trusted "
		 "domain, or write the registers of its vCPUs: it makes it do "
		 "what it likes. The registry says of each op what it gives "
		 "(gives, in xsmc-registry(5)). Accept it only for a type that "
		 "is trusted as fully.",
	 .bad = "type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t dom0_t:mmu { map_read map_write };\n",
	 .good = "type monitor_t, domain_type;\n"
		 "role system_r types monitor_t;\n"
		 "allow monitor_t domU_t:mmu { map_read map_write };\n",
	 .accept = "Only for a type that is trusted as fully as the one whose "
		   "memory it is; rather say that in the site file."},
	{.code = "XSM104",
	 .name = "introspects-trusted",
	 .level = LEVEL_ERROR,
	 .title = "a trusted domain can be looked into",
	 .explanation =
		 "The type can read the memory of a trusted domain, or stands "
		 "between it and its memory and registers by vm_event, memory "
		 "access or altp2m: it learns its keys and passwords, and by "
		 "some of the ops changes what it does. Accept it for a "
		 "monitor "
		 "that you trust with them.",
	 .bad = "type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t dom0_t:mmu map_read;\n",
	 .good = "type monitor_t, domain_type;\n"
		 "role system_r types monitor_t;\n"
		 "allow monitor_t domU_t:mmu map_read;\n",
	 .accept =
		 "For a monitor that is trusted with the keys and passwords of "
		 "what it looks into."},
	{.code = "XSM105",
	 .name = "device-model-of-trusted",
	 .level = LEVEL_ERROR,
	 .title = "a type can be the device model of a trusted domain",
	 .explanation =
		 "The type may be made the device model of a trusted domain, "
		 "or "
		 "acts as one by its ioreq servers: it does the input and "
		 "output of that domain. Accept it where the trusted domain "
		 "takes nothing from its devices that it does not check.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t dom0_t:domain set_target;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow toolstack_t domU_t:domain set_target;\n",
	 .accept = "Where the trusted domain checks all that it takes from its "
		   "devices."},
	{.code = "XSM106",
	 .name = "changes-hypervisor",
	 .level = LEVEL_ERROR,
	 .title = "code or firmware can be brought under all domains",
	 .explanation =
		 "The type can patch the hypervisor, load microcode, a kernel "
		 "for kexec or memory that is none, or write firmware "
		 "variables "
		 "and the ports that the frequency driver uses. It is stronger "
		 "than dom0. Take the grant away: only the administration of "
		 "the machine needs it.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t xen_t:xen2 livepatch_op;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t xen_t:xen2 livepatch_op;\n",
	 .accept = "Never: what patches the hypervisor is trusted more than "
		   "dom0. "
		   "If it is meant to be, the site file says so."},
	{.code = "XSM107",
	 .name = "device-without-iommu",
	 .level = LEVEL_ERROR,
	 .title = "a device without isolation can be given to a type",
	 .explanation =
		 "The type can be given hardware that no IOMMU keeps from all "
		 "memory (use_noiommu): by a device's own access to memory it "
		 "reads and writes what it likes. It is a warning where "
		 "interrupts are not remapped (use_iommu_nointremap), by which "
		 "a device can raise any interrupt, and a note for ports and "
		 "memory ranges up to Xen 4.9, which does not ask for the "
		 "IOMMU. Grant use_iommu alone; on Arm, where Xen knows no "
		 "remapping of interrupts from 4.14 on, "
		 "use_iommu_nointremap in its place. Accept it for hardware "
		 "that cannot access memory by itself.",
	 .bad = "type card_t, resource_type;\n"
		"role system_r types card_t;\n"
		"allow domU_t card_t:resource { use use_noiommu };\n",
	 .good = "type card_t, resource_type;\n"
		 "role system_r types card_t;\n"
		 "allow domU_t card_t:resource { use use_iommu };\n",
	 .accept = "For hardware that cannot access memory by itself."},
	{.code = "XSM108",
	 .name = "reaches-trusted",
	 .level = LEVEL_ERROR,
	 .title = "a type reaches a trusted one by way of others",
	 .explanation =
		 "The type controls another one that is not trusted, by its "
		 "memory, registers or label or as its device model, and that "
		 "one, or one further on, is as good as trusted by a finding "
		 "of its own. The path is the shortest. What two types that it "
		 "controls can do only together is not found. It is a note for "
		 "a device model that starts with its own guest: it has the "
		 "guest's powers by its part. Mend the finding at the end of "
		 "the path, or the first step. Accept it where the types "
		 "between are never there together.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"type helper_t, domain_type;\n"
		"role system_r types helper_t;\n"
		"allow toolstack_t helper_t:mmu { map_read map_write };\n"
		"allow helper_t security_t:security load_policy;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "type helper_t, domain_type;\n"
		 "role system_r types helper_t;\n"
		 "allow toolstack_t helper_t:mmu { map_read map_write };\n",
	 .accept = "Where the types on the path are never there at the same "
		   "time."},
};

const struct rule_set rule_indirect = {
	.name = "indirect",
	.start = start,
	.see = see,
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
