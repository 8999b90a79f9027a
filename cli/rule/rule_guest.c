/*
 * XSM602 and XSM603: labels that configurations of xl give to domains, and that
 * the policy does not have, or that dom0 may not give.
 */
#include <string.h>

#include "rule/rule_table.h"
#include "run/run.h"

/* A label of a configuration, as the policy knows it. */
struct guest_label {
	const struct xl_config *config;
	const struct xl_setting *setting;
	struct policy_sid context; /* of indices; NO_TYPE: it has no such */
	const char *user, *role, *type, *range; /* range NULL: there is none */
	bool good;
};

static void add(struct run *run, const struct guest_label *label,
		const char *code, unsigned lower, const char *fact,
		const char *detail)
{
	const struct xl_setting *setting = label->setting;
	const struct draft draft = {
		.code = code,
		.lower = lower,
		.subject = NO_TYPE,
		.place = {label->config->path, setting->line, 0},
		.fact = arena_format(run->arena, "%s %s %s", setting->name,
				     setting->value ? setting->value : "",
				     fact),
		.message = arena_format(
			run->arena, "%s=\"%s\": %s", setting->name,
			setting->value ? setting->value : "", detail),
		.default_state = true};
	run_add_finding(run, &draft);
}

/* --- Contexts ----------------------------------------------------------- */

/* "user X, type Y": the parts that the policy does not have; or NULL. */
static const char *missing_parts(const struct run *run,
				 const struct guest_label *label)
{
	const struct {
		const char *what, *name;
		unsigned index;
	} parts[] = {{"user", label->user, label->context.user},
		     {"role", label->role, label->context.role},
		     {"type", label->type, label->context.type}};
	const char *words = NULL;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].index == NO_TYPE)
			words = arena_format(run->arena, "%s%s%s %s",
					     words ? words : "",
					     words ? ", " : "", parts[i].what,
					     parts[i].name);
	return words;
}

/* What keeps user, role and type from being together; NULL: nothing does. */
static const char *what_parts(const struct run *run,
			      const struct guest_label *label)
{
	const struct policy *policy = run->policy;
	const struct policy_user *user = &policy->users[label->context.user];
	const struct policy_role *role = &policy->roles[label->context.role];
	if (!policy_user_has_role(policy, label->context.user,
				  label->context.role))
		return arena_format(run->arena,
				    "the user %s does not have the role %s",
				    user->name, role->name);
	if (!policy_role_has_type(policy, label->context.role,
				  label->context.type))
		return arena_format(run->arena,
				    "the role %s does not have the type %s",
				    role->name, label->type);
	return NULL;
}

static void split(struct run *run, struct guest_label *label)
{
	char *rest = arena_string(run->arena, label->setting->value);
	label->user = strsep(&rest, ":");
	label->role = rest ? strsep(&rest, ":") : "";
	label->type = rest ? strsep(&rest, ":") : "";
	label->range = rest;
	label->context = (struct policy_sid){
		.user = policy_find_user(run->policy, label->user),
		.role = policy_find_role(run->policy, label->role),
		.type = run_find_type(run, label->type),
		.context = label->setting->value};
}

/* What keeps the label from being one of the policy; NULL: it is one. */
static const char *find_fault(struct run *run, const struct guest_label *label)
{
	const char *missing;
	if (!*label->role || !*label->type)
		return "it is no user, role and type with colons between them";
	missing = missing_parts(run, label);
	if (missing)
		return arena_format(run->arena, "the policy does not have %s",
				    missing);
	if (label->range && *label->range && !run->policy->mls)
		return "the policy has no levels";
	if (!label->range && run->policy->mls)
		return "it has no range of levels, which the policy asks for";
	missing = what_parts(run, label);
	if (missing || !run->policy->mls)
		return missing;
	return policy_range_fault(run->policy, label->context.user,
				  label->context.role == 0, label->range,
				  run->arena);
}

/* The label that a setting gives; false: the configuration has none. */
static bool read_label(struct run *run, const struct xl_config *config,
		       const char *name, struct guest_label *label)
{
	const char *fault = NULL;
	*label = (struct guest_label){.config = config,
				      .setting = xl_find(config, name)};
	if (!label->setting)
		return false;
	if (label->setting->value) {
		split(run, label);
		fault = find_fault(run, label);
	} else {
		fault = "it is a list, which xl does not take for a label";
	}
	label->good = !fault;
	if (fault)
		add(run, label, "XSM602", 0, "", fault);
	return true;
}

/* --- Who may give it ---------------------------------------------------- */

/* Who has which part when a label is given. */
struct giving {
	const struct policy_sid *parties[PARTY_COUNT]; /* NULL: nobody */
	const struct guest_label *label;
	bool relabels; /* a domain that there is */
};

/* Whether it is by the way that the caller gives a label so. */
static bool is_by(const struct way *way, bool relabels)
{
	bool gives = false, finds = !relabels;
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->subject != PARTY_CALLER)
			continue;
		gives |= (access->access->powers & POWER_LABEL) &&
			 access->object ==
				 (relabels ? PARTY_LABEL : PARTY_TARGET);
		finds |= access->object == PARTY_TARGET;
	}
	return gives && finds;
}

/* Whether a constraint forbids it between these very contexts. */
static bool is_forbidden(struct run *run, const struct policy_sid *source,
			 const struct policy_sid *target, struct right right)
{
	const uint32_t permission = UINT32_C(1) << right.bit;
	const struct question question = {
		.parties = {{source->type, source}, {target->type, target}},
		.party_count = 2,
		.contacts = {{0, 1, target->type, right.object_class,
			      permission}},
		.contact_count = 1,
	};
	return constraints_touch(run->constraints, right.object_class,
				 permission) &&
	       constraints_answer(run->constraints, &question) == VERDICT_NO;
}

static void add_refusal(struct run *run, const struct giving *giving,
			const struct asked *asked, const char *fact,
			const char *why)
{
	const struct policy_class *class =
		&run->policy->classes[asked->right.object_class];
	const char *permission = class->permissions[asked->right.bit];
	add(run, giving->label, "XSM603",
	    strcmp(fact, "sometimes") == 0 ? 1 : 0,
	    arena_format(run->arena, "%s %s:%s", fact, class->name, permission),
	    arena_format(run->arena,
			 "%s may not %s: %s is not allowed "
			 "%s:%s on %s%s",
			 run->policy->types[giving->parties[PARTY_CALLER]->type]
				 .name,
			 giving->relabels ? "relabel a domain to such a domain"
					  : "create such a domain",
			 run->policy->types[asked->source].name, class->name,
			 permission, run->policy->types[asked->target].name,
			 why));
}

static void ask(struct run *run, const struct giving *giving,
		const struct policy_sid *source,
		const struct policy_sid *target, struct right right)
{
	const struct asked asked = {source->type, target->type, right};
	bool by_default;
	switch (run_grants(run, source->type, target->type, right)) {
	case GRANT_NEVER:
		add_refusal(run, giving, &asked, "never", "");
		return;
	case GRANT_SOMETIMES:
		add_refusal(run, giving, &asked, "sometimes",
			    arena_format(run->arena, ", but while %s",
					 run_condition(run, &asked, 1,
						       &by_default)));
		return;
	case GRANT_ALWAYS:
		break;
	}
	if (is_forbidden(run, source, target, right))
		add_refusal(run, giving, &asked, "constraint",
			    ", by a constraint on these contexts");
}

/* What a way asks of those that are known. */
static void ask_way(struct run *run, const struct giving *giving,
		    const struct way *way)
{
	for (unsigned i = 0; i < way->required.count; i++) {
		const struct requirement *asked = &way->required.items[i];
		const struct policy_sid *source =
			giving->parties[asked->subject];
		const struct policy_sid *target =
			giving->parties[asked->object];
		for (unsigned bit = 0; source && target && bit < 32; bit++)
			if (asked->permissions >> bit & 1)
				ask(run, giving, source, target,
				    (struct right){asked->object_class, bit});
	}
}

/* By the first way of each op that gives labels so. */
static void ask_all(struct run *run, struct giving *giving)
{
	const struct release_ways *ways = run->shared->ways;
	for (unsigned i = PARTY_XEN; i < PARTY_COUNT; i++)
		giving->parties[i] = run->known[i];
	for (size_t i = 0; i < ways->count; i++)
		for (size_t j = 0; j < ways->ops[i].count; j++) {
			const struct way *way = &ways->ops[i].ways[j];
			if (way->end != WAY_PASSES || way->under_count ||
			    !is_by(way, giving->relabels))
				continue;
			ask_way(run, giving, way);
			break;
		}
}

/* dom0, where xl runs, creates the domain with its first label. */
static void see_created(struct run *run, const struct policy_sid *dom0,
			const struct guest_label *label)
{
	struct giving giving = {.label = label};
	giving.parties[PARTY_CALLER] = dom0;
	giving.parties[PARTY_TARGET] = &label->context;
	ask_all(run, &giving);
}

/* And gives it another one when it has built it. */
static void see_relabelled(struct run *run, const struct policy_sid *dom0,
			   const struct guest_label *from,
			   const struct guest_label *to)
{
	struct giving giving = {.label = to, .relabels = true};
	giving.parties[PARTY_CALLER] = dom0;
	giving.parties[PARTY_TARGET] = &from->context;
	giving.parties[PARTY_LABEL] = &to->context;
	ask_all(run, &giving);
}

static void see_config(struct run *run, const struct policy_sid *dom0,
		       const struct xl_config *config)
{
	struct guest_label first, later, model;
	const bool has_first = read_label(run, config, "init_seclabel", &first);
	const bool has_later = read_label(run, config, "seclabel", &later);
	if (has_first && first.good)
		see_created(run, dom0, &first);
	if (has_later && later.good && !has_first)
		see_created(run, dom0, &later);
	if (has_later && later.good && has_first && first.good)
		see_relabelled(run, dom0, &first, &later);
	if (read_label(run, config, "device_model_stubdomain_seclabel",
		       &model) &&
	    model.good)
		see_created(run, dom0, &model);
}

static void finish(struct run *run, void *state)
{
	const struct policy_sid *dom0 = types_control_sid(run);
	(void)state;
	for (size_t i = 0; i < run->request.guest_count; i++)
		see_config(run, dom0, run->request.guests[i]);
}

static const struct rule rules[] = {
	{.code = "XSM602",
	 .name = "guest-label-unknown",
	 .level = LEVEL_ERROR,
	 .title = "a domain's configuration has a label that is none",
	 .explanation =
		 "The configuration that --domain names gives a domain a label "
		 "(seclabel, init_seclabel, device_model_stubdomain_seclabel) "
		 "that is no context of the policy: it has no such user, role, "
		 "type or level, or they do not go together. The domain cannot "
		 "be "
		 "created. It was written for another policy, or a name is "
		 "mistyped.",
	 .bad = "# with the file guest.cfg\n"
		"#| seclabel=\"system_u:system_r:sandbox_t\"\n"
		"# xsmc lint --domain guest.cfg\n",
	 .good = "# with the file guest.cfg\n"
		 "#| seclabel=\"system_u:system_r:domU_t\"\n"
		 "# xsmc lint --domain guest.cfg\n",
	 .accept = "Never: the domain does not start.",
	 .asked = true},
	{.code = "XSM603",
	 .name = "guest-label-not-given",
	 .level = LEVEL_ERROR,
	 .title = "dom0 may not give a domain the label of its configuration",
	 .explanation =
		 "The label that a domain's configuration has is one of the "
		 "policy, but dom0, where xl runs, is not allowed all that the "
		 "hypervisor asks for creating a domain with it; or for giving "
		 "a domain that was created with init_seclabel its seclabel. "
		 "It is a warning where booleans allow it in other states.",
	 .bad = "type sandbox_t;\n"
		"role system_r types sandbox_t;\n"
		"# with the file guest.cfg\n"
		"#| seclabel=\"system_u:system_r:sandbox_t\"\n"
		"# xsmc lint --domain guest.cfg\n",
	 .good = "type sandbox_t, domain_type;\n"
		 "role system_r types sandbox_t;\n"
		 "allow dom0_t sandbox_t:domain create;\n"
		 "# with the file guest.cfg\n"
		 "#| seclabel=\"system_u:system_r:sandbox_t\"\n"
		 "# xsmc lint --domain guest.cfg\n",
	 .accept = "Where xl runs in another domain than dom0.",
	 .asked = true},
};

const struct rule_set rule_guest = {
	.name = "guest",
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
