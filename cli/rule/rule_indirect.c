/* XSM101 to XSM108: who controls what is trusted, at once or in steps. */
#include "right/right.h"
#include "rule/rule_indirect_reach.h"
#include "rule/rule_power.h"
#include "rule/rule_table.h"
#include "run/run.h"

#include <stdlib.h>
#include <string.h>

/* Holds that make one finding. */
struct gain {
	const struct power_kind *kind;
	struct right right;	/* of the givers */
	bool any_domain;	/* whose label is not asked for */
	bool any_device;	/* to a permissive type, whatever its label */
	struct meaning meaning; /* over domains, or over hardware */
	const char *condition;
	bool default_state;
	list_of(const struct op *) ops;
	list_of(const struct op *) own; /* by which the holder calls */
	list_of(unsigned) objects;
	list_of(struct asked) asked;
};

struct gain_list {
	struct gain **items;
	size_t count, capacity;
};

static bool is_hardware(enum party party)
{
	return party == PARTY_DEVICE || party == PARTY_IOMEM ||
	       party == PARTY_IOPORT;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static struct gain *get_gain(struct run *run, struct gain_list *gains,
			     const struct power *power, const char *condition)
{
	const struct right right = power_right(power);
	for (size_t i = 0; i < gains->count; i++) {
		struct gain *gain = gains->items[i];
		if (gain->kind == power->kind &&
		    gain->right.object_class == right.object_class &&
		    gain->right.bit == right.bit &&
		    same_text(gain->condition, condition))
			return gain;
	}
	struct gain *gain = arena_alloc(run->arena, 1, sizeof *gain);
	*list_push(gains, run->arena) = gain;
	gain->kind = power->kind;
	gain->right = right;
	gain->any_domain = power->kind->names_object && power->over_known;
	/* Who gives a label makes a domain of it. */
	if (power->kind->gives != POWER_LABEL)
		gain->meaning = meaning_of_party(power_giver(power)->object,
						 power->system_domains);
	gain->condition = condition;
	return gain;
}

static bool has_op(const struct op *const *ops, size_t count,
		   const struct op *op)
{
	for (size_t i = 0; i < count; i++)
		if (ops[i] == op)
			return true;
	return false;
}

/* Another one can call for it: who is given a device is not asked to. */
static void add_ops(struct run *run, struct gain *gain,
		    const struct power *power)
{
	bool calls = power_giver(power)->subject == PARTY_CALLER;
	for (size_t i = 0; i < power->ops.count; i++) {
		const struct op *op = power->ops.items[i];
		if (!has_op(gain->ops.items, gain->ops.count, op))
			*list_push(&gain->ops, run->arena) = op;
		if (calls && !has_op(gain->own.items, gain->own.count, op))
			*list_push(&gain->own, run->arena) = op;
	}
}

static void add_hold(struct run *run, struct gain_list *gains,
		     const struct hold *hold)
{
	const struct power *power = hold->power;
	bool default_state;
	const char *condition = when_text(&run->rights->conditions, &hold->when,
					  &default_state);
	struct gain *gain = get_gain(run, gains, power, condition);
	gain->any_device = run->policy->types[hold->holder].permissive &&
			   is_hardware(power_giver(power)->object);
	gain->default_state = default_state;
	add_ops(run, gain, power);
	*list_push(&gain->objects, run->arena) = hold->over;
	for (unsigned i = 0; i < power->count; i++)
		*list_push(&gain->asked, run->arena) = hold->asked[i];
}

/* --- Findings ----------------------------------------------------------- */

static const char *type_names(const struct run *run,
			      const struct type_list *types,
			      struct arena *arena)
{
	const char *names = "";
	for (size_t i = 0; i < types->count; i++)
		names = arena_format(arena, "%s%s%s", names, i ? ", " : "",
				     run->policy->types[types->items[i]].name);
	return names;
}

static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	const struct gain *gain = draft->context;
	const char *over = "", *ops = "";
	if (gain->any_domain)
		over = " any domain";
	else if (gain->any_device)
		over = " whatever is handed out";
	else if (gain->kind->names_object)
		over = arena_format(arena, " %s",
				    type_names(run, &draft->objects, arena));
	for (size_t i = 0; i < gain->ops.count; i++)
		ops = arena_format(arena, "%s%s%s", ops, i ? ", " : "",
				   gain->ops.items[i]->name);
	return arena_format(arena, "%s %s%s by %s",
			    run->policy->types[draft->subject].name,
			    gain->kind->ability, over, ops);
}

/* By name, each once. */
static unsigned sort_types(const struct run *run, unsigned *types, size_t count)
{
	unsigned kept = 0;
	run_sort_types(run, types, count);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || types[i] != types[kept - 1])
			types[kept++] = types[i];
	return kept;
}

/* What the subject itself is asked before what others are. */
static const struct asked *sort_asked(struct run *run, const struct gain *gain,
				      unsigned subject)
{
	const size_t count = gain->asked.count;
	struct asked *asked = arena_alloc(run->arena, count, sizeof *asked);
	size_t kept = 0;
	for (unsigned pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++)
			if ((gain->asked.items[i].source == subject) == !pass)
				asked[kept++] = gain->asked.items[i];
	return asked;
}

/* A driver domain is what it is by having devices: no more than a note. */
static const char *role_of(struct run *run, const struct gain *gain,
			   unsigned subject)
{
	const char *role = run_role_of(run, subject);
	const struct type_list over = {gain->objects.items,
				       gain->objects.count};
	if (gain->kind->names_object &&
	    types_are_doubtful(run, subject, &gain->meaning, &over))
		return standing_role;
	if (!gain->kind->lower || !role || strcmp(role, "driver-domain") != 0)
		return NULL;
	return role;
}

/* What is held by which right: by which ops depends on the release. */
static const char *fact_of(struct run *run, const struct gain *gain)
{
	const struct policy_class *row =
		&run->policy->classes[gain->right.object_class];
	return arena_format(run->arena, "%s by %s:%s",
			    power_name(gain->kind->gives), row->name,
			    row->permissions[gain->right.bit]);
}

static bool is_done(const struct subject *subject, const struct op *op)
{
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct op *const *ops;
		size_t count = group_ops(subject->abilities[i].group, &ops);
		if (has_op(ops, count, op))
			return true;
	}
	return false;
}

/* The first of the ops that the holder itself performs; the others. */
static void set_op(struct run *run, const struct gain *gain,
		   const struct subject *subject, struct draft *draft)
{
	const struct op **mentions =
		arena_alloc(run->arena, gain->ops.count, sizeof(void *));
	for (size_t i = 0; i < gain->own.count && !draft->op; i++)
		if (is_done(subject, gain->own.items[i]))
			draft->op = gain->own.items[i];
	for (size_t i = 0; i < gain->ops.count; i++)
		if (gain->ops.items[i] != draft->op)
			mentions[draft->mention_count++] = gain->ops.items[i];
	draft->mentions = mentions;
}

static void add_findings(struct run *run, const struct gain_list *gains,
			 const struct subject *seen)
{
	const unsigned subject = seen->type;
	for (size_t i = 0; i < gains->count; i++) {
		struct gain *gain = gains->items[i];
		unsigned *objects = gain->objects.items;
		struct draft draft = {
			.code = gain->kind->code,
			.lower = gain->kind->lower,
			.subject = subject,
			.objects = {objects, sort_types(run, objects,
							gain->objects.count)},
			.condition = gain->condition,
			.default_state = gain->default_state,
			.role = role_of(run, gain, subject),
			.asked = sort_asked(run, gain, subject),
			.asked_count = gain->asked.count,
			.fact = fact_of(run, gain),
			.op_varies = true,
			.describe = describe,
			.context = gain};
		set_op(run, gain, seen, &draft);
		run_add_finding(run, &draft);
	}
}

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
	add_hold(look->run, &look->gains, &hold);
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

static bool is_among(const struct type_list *types, unsigned type)
{
	return bsearch(&type, types->items, types->count, sizeof type,
		       type_compare);
}

/* Domains that are granted by the label alone that the subject sees them by. */
static void look_over_seen(struct indirect_look *look,
			   const struct type_list *granted)
{
	const struct rights *rights = look->run->rights;
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->target == look->subject &&
		    is_among(granted, row->result) &&
		    !is_among(granted, row->source))
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
			 is_hardware(power_giver(look->power)->object);
	const struct type_list targets = run_targets(
		look->run, look->subject, power_right(look->power), &arena);
	const unsigned *types = run_by_name(look->run, &targets, &arena);
	for (size_t i = 0; i < targets.count; i++)
		if (!any || is_handed_out(look, types[i]))
			look_over(look, types[i]);
	if (!is_hardware(power_giver(look->power)->object))
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
		const enum party object = power_giver(look.power)->object;
		if (look.power->over_known)
			look_over_known(&look, run->known[object]);
		else if (is_hardware(object) || is_of_any(look.power))
			look_over_granted(&look);
		else
			for (size_t j = 0; j < trusted.count; j++)
				look_over(&look, trusted.items[j]);
	}
	add_findings(run, &look.gains, subject);
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
		 "than dom0. Take the grant away; there is no use for it "
		 "beside "
		 "the administration of the machine.",
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
