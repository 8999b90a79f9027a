/*
 * XSM205 to XSM207: what a policy says of the labels by which domains are seen,
 * and may not mean.
 */
#include <string.h>

#include "rule/rule_table.h"
#include "run/run.h"

/* Permissions that callers are asked on domains, by class. */
struct labels {
	const uint32_t *asked;
};

/* The label of one that is created is no label of one that is there. */
static bool is_about_domain(const struct access *access)
{
	if (access->kind != ACCESS_ASKED || access->subject != SUBJECT_CALLER)
		return false;
	const enum party party = party_of_object(access->object);
	return (party == PARTY_TARGET || party == PARTY_OTHER) &&
	       !(access->powers & POWER_LABEL);
}

static void *start(struct run *run)
{
	struct labels *labels = arena_alloc(run->arena, 1, sizeof *labels);
	labels->asked = shared_asked(run->shared, is_about_domain, run->arena);
	return labels;
}

/* --- What a finding says -------------------------------------------------- */

/* Rights of the subject on a type, and what is said of them. */
struct remarks {
	list_of(struct asked) asked;
	const char *words; /* "CLASS:PERMISSION, ..." */
};

static void add_rights(struct run *run, unsigned subject, unsigned object,
		       unsigned object_class, uint32_t permissions,
		       struct remarks *remarks)
{
	const struct policy_class *class = &run->policy->classes[object_class];
	for (unsigned bit = 0; bit < 32; bit++) {
		if (!(permissions >> bit & 1))
			continue;
		*list_push(&remarks->asked, run->arena) =
			(struct asked){subject, object, {object_class, bit}};
		remarks->words =
			arena_format(run->arena, "%s%s%s:%s",
				     remarks->words ? remarks->words : "",
				     remarks->words ? ", " : "", class->name,
				     class->permissions[bit]);
	}
}

static void add_finding(struct run *run, const char *code, unsigned subject,
			unsigned object, const struct remarks *remarks,
			const char *message)
{
	unsigned *objects = arena_alloc(run->arena, 1, sizeof *objects);
	*objects = object;
	struct draft draft = {.code = code,
			      .subject = subject,
			      .objects = {objects, 1},
			      .asked = remarks->asked.items,
			      .asked_count = remarks->asked.count,
			      .default_state = true,
			      .message = message};
	draft.condition =
		run_condition(run, remarks->asked.items, remarks->asked.count,
			      &draft.default_state);
	run_add_finding(run, &draft);
}

/* --- Rights on the own type ------------------------------------------------
 */

/* The label that the subject sees itself by; NO_TYPE: its own type, as well. */
static unsigned other_self(const struct views *views, unsigned subject)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == subject)
			return NO_TYPE;
	return views->selves.count ? views->selves.items[0].seen : NO_TYPE;
}

/* What rules on that very pair of types allow, of what is asked on domains. */
static uint32_t allowed_by_name(const struct run *run,
				const struct labels *labels, unsigned subject,
				unsigned object, unsigned object_class)
{
	const struct rule_span span = rights_rules(run->rights, subject);
	uint32_t permissions = 0;
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++)
		if (rule->target == object &&
		    rule->object_class == object_class)
			permissions |= rule->permissions;
	return permissions & labels->asked[object_class];
}

/* What is allowed on the own label as well is not meant for oneself alone. */
static void see_own_type(struct run *run, const struct labels *labels,
			 unsigned subject, const struct views *views)
{
	unsigned self = other_self(views, subject);
	struct remarks remarks = {LIST_INIT, NULL};
	if (self == NO_TYPE)
		return;
	for (unsigned i = 0; i < run->policy->class_count; i++) {
		uint32_t own =
			allowed_by_name(run, labels, subject, subject, i);
		own &= ~rights_always(run->rights, subject, self, i);
		add_rights(run, subject, subject, i, own, &remarks);
	}
	if (!remarks.asked.count)
		return;
	add_finding(run, "XSM205", subject, subject, &remarks,
		    arena_format(run->arena,
				 "%s has %s on %s, which is about other "
				 "domains of the type: each sees itself as %s",
				 run_type_name(run, subject), remarks.words,
				 run_type_name(run, subject),
				 run_type_name(run, self)));
}

/* --- Rights on labels that nobody has ---------------------------------------
 */

/* Labels that no domain has of which rules of the subject itself speak. */
static struct type_list spoken_of(const struct run *run, unsigned subject,
				  const struct views *views,
				  struct arena *arena)
{
	const struct rule_span span = rights_rules(run->rights, subject);
	unsigned *types = arena_alloc(arena, (size_t)(span.end - span.first),
				      sizeof *types);
	size_t count = 0;
	/* Rules are in the order of their targets. */
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++)
		if (run->standing[rule->target] == STANDING_VIEW &&
		    (!count || types[count - 1] != rule->target) &&
		    !views_have(views, rule->target))
			types[count++] = rule->target;
	run_sort_types(run, types, count);
	return (struct type_list){types, count};
}

static void see_labels(struct run *run, const struct labels *labels,
		       unsigned subject, const struct views *views)
{
	struct arena scratch = ARENA_INIT;
	const struct type_list types = spoken_of(run, subject, views, &scratch);
	for (size_t i = 0; i < types.count; i++) {
		unsigned object = types.items[i];
		struct remarks remarks = {LIST_INIT, NULL};
		for (unsigned j = 0; j < run->policy->class_count; j++)
			add_rights(run, subject, object, j,
				   allowed_by_name(run, labels, subject, object,
						   j),
				   &remarks);
		if (!remarks.asked.count)
			continue;
		add_finding(run, "XSM206", subject, object, &remarks,
			    arena_format(run->arena,
					 "%s has %s on %s, by which it sees no "
					 "domain: no domain has that label",
					 run_type_name(run, subject),
					 remarks.words,
					 run_type_name(run, object)));
	}
	arena_release(&scratch);
}

/* --- Device models ----------------------------------------------------------
 */

static void see_guests(struct run *run, unsigned subject,
		       const struct views *views)
{
	struct right serve;
	if (types_is_named(run, subject) || run_role_of(run, subject) ||
	    !run_find_about(run, PERMISSION_SERVES, &serve))
		return;
	for (size_t i = 0; i < views->guests.count; i++) {
		const struct view *view = &views->guests.items[i];
		struct remarks remarks = {LIST_INIT, NULL};
		if (view->seen != view->own ||
		    standing_is_doubtful(run, view->own))
			continue;
		add_rights(run, subject, view->own, serve.object_class,
			   UINT32_C(1) << serve.bit, &remarks);
		add_finding(run, "XSM207", subject, view->own, &remarks,
			    arena_format(run->arena,
					 "%s can be the device model of %s, "
					 "and sees it by its own label: a site "
					 "file can give it the role "
					 "device-model",
					 run_type_name(run, subject),
					 run_type_name(run, view->own)));
	}
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	const struct labels *labels = state;
	/* A permissive type can do it all, whatever it is granted. */
	if (run->policy->types[subject->type].permissive)
		return;
	solver_load(run->solver, subject->type);
	const struct views *views = solver_views(run->solver);
	see_own_type(run, labels, subject->type, views);
	see_labels(run, labels, subject->type, views);
	see_guests(run, subject->type, views);
}

/* --- Rules of labels that nobody has ----------------------------------------
 */

/* Whether none of those who are allowed what the source is, is a domain. */
static bool is_dead(const struct run *run, unsigned type)
{
	const struct policy_type *source = &run->policy->types[type];
	for (unsigned i = 0; i < source->member_count; i++)
		if (run->standing[source->members[i]] != STANDING_VIEW)
			return false;
	return source->member_count;
}

/* What labels of event channels do by themselves. */
static bool is_of_channels(const struct run *run,
			   const struct policy_rule *rule)
{
	struct right bind;
	return run_find_about(run, PERMISSION_BINDS, &bind) &&
	       rule->object_class == bind.object_class &&
	       rule->permissions == UINT32_C(1) << bind.bit;
}

/* What one label is allowed in vain. */
struct vain {
	list_of(struct asked) asked;
	bool *objects; /* by type */
};

static void add_rule(struct run *run, unsigned label,
		     const struct policy_rule *rule, struct vain *vain)
{
	const struct policy_type *target = &run->policy->types[rule->target];
	if (!vain->objects)
		vain->objects = arena_alloc(run->arena, run->policy->type_count,
					    sizeof *vain->objects);
	for (unsigned i = 0; i < target->member_count; i++) {
		vain->objects[target->members[i]] = true;
		for (unsigned bit = 0; bit < 32; bit++)
			if (rule->permissions >> bit & 1)
				*list_push(&vain->asked, run->arena) =
					(struct asked){
						label,
						target->members[i],
						{rule->object_class, bit}};
	}
}

static void add_vain(struct run *run, unsigned label, const struct vain *vain)
{
	unsigned *objects =
		arena_alloc(run->arena, run->name_count + 1, sizeof *objects);
	struct draft draft = {.code = "XSM206",
			      .subject = label,
			      .asked = vain->asked.items,
			      .asked_count = vain->asked.count,
			      .default_state = true,
			      .fact = "as a subject"};
	size_t count = 0;
	for (size_t i = 0; i < run->name_count; i++)
		if (vain->objects[run->by_name[i]])
			objects[count++] = run->by_name[i];
	draft.objects = (struct type_list){objects, count};
	draft.message = arena_format(
		run->arena,
		"what %s is allowed it does not do: no domain has that label, "
		"by which domains are only seen",
		run_type_name(run, label));
	run_add_finding(run, &draft);
}

/* Rules of which something comes for others say nothing of one label. */
static void finish(struct run *run, void *state)
{
	const struct policy *policy = run->policy;
	struct arena scratch = ARENA_INIT;
	struct vain *vain =
		arena_alloc(&scratch, policy->type_count, sizeof *vain);
	(void)state;
	for (unsigned i = 0; i < policy->type_count; i++) {
		const struct policy_type *source = &policy->types[i];
		const struct rule_span span = rights_rules(run->rights, i);
		bool dead = span.first < span.end && is_dead(run, i);
		for (const struct policy_rule *rule = span.first;
		     dead && rule < span.end; rule++)
			for (unsigned j = 0; j < source->member_count; j++)
				if (!is_of_channels(run, rule))
					add_rule(run, source->members[j], rule,
						 &vain[source->members[j]]);
	}
	for (size_t i = 0; i < run->name_count; i++)
		if (vain[run->by_name[i]].asked.count)
			add_vain(run, run->by_name[i], &vain[run->by_name[i]]);
	arena_release(&scratch);
}

static const struct rule rules[] = {
	{.code = "XSM205",
	 .name = "right-on-others-of-the-type",
	 .level = LEVEL_WARNING,
	 .title = "a right on the own type is about others, not about oneself",
	 .explanation =
		 "A type_transition gives each domain of the type another "
		 "label "
		 "for itself. What the type is allowed on its own name, which "
		 "is what self in a rule stands for, is about other domains of "
		 "the type, and never about the domain itself. Grant on the "
		 "label that is for itself; accept it when domains of the type "
		 "are to do this to each other. It is told of rules that name "
		 "the type, or self, on both sides: a rule by an attribute is "
		 "mostly about other types as well.",
	 .bad = "type web_t, domain_type;\n"
		"type web_t_self, domain_type;\n"
		"role system_r types { web_t web_t_self };\n"
		"type_transition web_t web_t:domain web_t_self;\n"
		"allow web_t self:event reset;\n",
	 .good = "type web_t, domain_type;\n"
		 "type web_t_self, domain_type;\n"
		 "role system_r types { web_t web_t_self };\n"
		 "type_transition web_t web_t:domain web_t_self;\n"
		 "allow web_t web_t_self:event reset;\n",
	 .accept = "When the domains of the type are to do it to each other."},
	{.code = "XSM206",
	 .name = "right-on-no-domain",
	 .level = LEVEL_NOTE,
	 .title = "a right is on a label that no domain has",
	 .explanation =
		 "The label is only how a domain sees itself, or how its "
		 "device "
		 "model sees it, and the subject is neither: the rule does "
		 "nothing. Or the label is the subject, though no domain has "
		 "it. Take the rule away, or grant to or on the domain's own "
		 "type, if that is meant; or let somebody create domains with "
		 "the label.",
	 .bad = "type web_t, domain_type;\n"
		"type web_t_self;\n"
		"role system_r types { web_t web_t_self };\n"
		"type_transition web_t web_t:domain web_t_self;\n"
		"allow domU_t web_t_self:mmu stat;\n",
	 .good = "type web_t, domain_type;\n"
		 "type web_t_self;\n"
		 "role system_r types { web_t web_t_self };\n"
		 "type_transition web_t web_t:domain web_t_self;\n"
		 "allow web_t web_t_self:mmu stat;\n",
	 .accept = "When the rule is one of many that a macro makes."},
	{.code = "XSM207",
	 .name = "device-model-not-told",
	 .level = LEVEL_NOTE,
	 .title = "a type can be a device model, and no role says so",
	 .explanation =
		 "The type may be made a device model (set_target), but no "
		 "type_transition gives it a label of its own for its guests: "
		 "it has what it is allowed on them on every domain of their "
		 "type, and a linter cannot tell the one from the other. Add "
		 "the type_transition and grant on its result; or say in a "
		 "site "
		 "file that the type has the role device-model.",
	 .bad = "type stub_t, domain_type;\n"
		"role system_r types stub_t;\n"
		"allow stub_t domU_t:domain set_target;\n",
	 .good = "type stub_t, domain_type;\n"
		 "type domU_t_stub, domain_type;\n"
		 "role system_r types { stub_t domU_t_stub };\n"
		 "type_transition domU_t stub_t:domain domU_t_stub;\n"
		 "allow stub_t domU_t:domain set_target;\n",
	 .accept = "Rather name the type in a site file, which ends it."},
};

const struct rule_set rule_label = {
	.name = "label",
	.start = start,
	.see = see,
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
