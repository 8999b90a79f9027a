/* What the rules open beside what was asked for: the model, linted. */
#include <stdlib.h>
#include <string.h>

#include "compile/compile.h"

/* --- The model as the rows of a policy -------------------------------- */

static const struct policy_class *make_classes(const struct model *model)
{
	const struct vectors *vectors = &model->vectors;
	struct policy_class *classes = arena_alloc(
		model->arena, vectors->class_count, sizeof *classes);
	for (size_t i = 0; i < vectors->class_count; i++) {
		classes[i].name = vectors->classes[i];
		classes[i].permission_count =
			(unsigned)vectors->permission_counts[i];
		for (size_t bit = 0; bit < vectors->permission_counts[i]; bit++)
			classes[i].permissions[bit] =
				vectors->permissions[i][bit];
	}
	return classes;
}

static const struct policy_type *make_types(const struct model *model)
{
	struct policy_type *types =
		arena_alloc(model->arena, model->terms.count, sizeof *types);
	unsigned *own =
		arena_alloc(model->arena, model->terms.count, sizeof *own);
	for (size_t i = 0; i < model->terms.count; i++) {
		const struct model_term *term = &model->terms.items[i];
		own[i] = (unsigned)i;
		types[i].name = term->name;
		types[i].attribute = term->attribute;
		types[i].members =
			term->attribute ? term->members.items : &own[i];
		types[i].member_count =
			term->attribute ? (unsigned)term->members.count : 1;
	}
	return types;
}

static int compare_rules(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	if (x->object_class != y->object_class)
		return x->object_class < y->object_class ? -1 : 1;
	return 0;
}

static const struct policy_rule *make_rules(const struct model *model)
{
	struct policy_rule *rules =
		arena_alloc(model->arena, model->rules.count, sizeof *rules);
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct model_rule *rule = &model->rules.items[i];
		rules[i] = (struct policy_rule){
			rule->source, rule->target, rule->object_class,
			rule->permissions, POLICY_ALWAYS};
	}
	qsort(rules, model->rules.count, sizeof *rules, compare_rules);
	return rules;
}

static void make_transitions(const struct model *model, struct policy *policy)
{
	list_of(struct policy_transition) rows = LIST_INIT;
	unsigned event = vectors_class(&model->vectors, "event");
	for (size_t i = 0; i < model->domains.count; i++) {
		const struct model_domain *domain = model->domains.items[i];
		for (size_t j = 0; j < domain->transitions.count; j++) {
			const struct model_transition *row =
				&domain->transitions.items[j];
			*list_push(&rows,
				   model->arena) = (struct policy_transition){
				row->source, row->target, row->object_class,
				row->result, POLICY_ALWAYS};
		}
		for (size_t j = 0; j < domain->ends.count; j++)
			*list_push(&rows, model->arena) =
				(struct policy_transition){
					domain->type, domain->ends.items[j],
					event, domain->channel, POLICY_ALWAYS};
	}
	policy->transitions = rows.items;
	policy->transition_count = (unsigned)rows.count;
}

static void make_contexts(const struct model *model, struct policy *policy)
{
	struct policy_role *role = arena_alloc(model->arena, 1, sizeof *role);
	struct policy_user *user = arena_alloc(model->arena, 1, sizeof *user);
	struct policy_sid *sids = arena_alloc(
		model->arena, model->vectors.sid_count, sizeof *sids);
	unsigned *types =
		arena_alloc(model->arena, model->terms.count, sizeof *types);
	for (size_t i = 0; i < model->terms.count; i++)
		if (!model->terms.items[i].attribute)
			types[role->type_count++] = (unsigned)i;
	role->name = "system_r";
	role->types = types;
	user->name = "system_u";
	user->roles = arena_alloc(model->arena, 1, sizeof(unsigned));
	user->role_count = 1;
	for (size_t i = 0; i < model->vectors.sid_count; i++) {
		const char *type =
			model_sid_type(model, model->vectors.sids[i]);
		sids[i].number = (unsigned)i + 1;
		sids[i].type = model_find_term(model, type);
		sids[i].context = arena_format(model->arena,
					       "system_u:system_r:%s", type);
	}
	policy->roles = role;
	policy->users = user;
	policy->sids = sids;
	policy->role_count = policy->user_count = 1;
	policy->sid_count = (unsigned)model->vectors.sid_count;
}

enum handle_unknown model_handle_unknown(const struct model *model)
{
	return strcmp(model->handle_unknown, "allow") == 0    ? UNKNOWN_ALLOW
	       : strcmp(model->handle_unknown, "reject") == 0 ? UNKNOWN_REJECT
							      : UNKNOWN_DENY;
}

static const struct policy *make_policy(const struct model *model)
{
	struct policy *policy = arena_alloc(model->arena, 1, sizeof *policy);
	policy->path = model->path;
	policy->kind = POLICY_BINARY;
	policy->version = model->version;
	policy->target_xen = true;
	policy->handle_unknown = model_handle_unknown(model);
	policy->classes = make_classes(model);
	policy->class_count = (unsigned)model->vectors.class_count;
	policy->types = make_types(model);
	policy->type_count = (unsigned)model->terms.count;
	policy->rules = make_rules(model);
	policy->rule_count = (unsigned)model->rules.count;
	make_transitions(model, policy);
	make_contexts(model, policy);
	return policy;
}

/* --- Judging ---------------------------------------------------------- */

/* Whether one of the waivers accepts the finding on the object. */
static bool accepts_on(const struct model *model, const struct finding *finding,
		       const char *object)
{
	for (size_t i = 0; i < model->waivers.count; i++) {
		const struct waiver *row = &model->waivers.items[i];
		if (waiver_is_for_rule(row, finding->rule) &&
		    waiver_is_about(row, finding) &&
		    waiver_has_object(row, object))
			return true;
	}
	return false;
}

size_t model_finding_objects(struct model *model, const struct lint *lint,
			     const struct finding *finding,
			     const char ***objects)
{
	return lint_objects(lint, finding, model->arena, objects);
}

static bool accepts(struct model *model, const struct lint *lint,
		    const struct finding *finding)
{
	const char **objects;
	if (accepts_on(model, finding, NULL))
		return true;
	size_t count = model_finding_objects(model, lint, finding, &objects);
	for (size_t i = 0; i < count; i++)
		if (!accepts_on(model, finding, objects[i]))
			return false;
	return count;
}

/* A role that XSA-77 carves out makes a note of it, but not for us. */
static bool is_serious(const struct model *model, const struct finding *finding)
{
	return finding->level == LEVEL_ERROR ||
	       (finding->role && !finding->doubtful && finding->op &&
		model_is_covered(model, finding->op));
}

void model_open_findings(struct model *model, const struct lint *lint,
			 struct open_findings *open)
{
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (is_serious(model, &finding) &&
		    !accepts(model, lint, &finding))
			*list_push(open, model->arena) = finding;
	}
}

/* Domains that are trusted beside dom0 are so for lint too. */
static const struct site *make_site(const struct model *model)
{
	const struct domain_set *control = &model->roles[ROLE_CONTROL];
	struct site *site = arena_alloc(model->arena, 1, sizeof *site);
	struct site_type *types = arena_alloc(
		model->arena, control->members.count, sizeof *types);
	for (size_t i = 0; i < control->members.count; i++) {
		types[i].type =
			model->terms.items[control->members.items[i]->type]
				.name;
		types[i].reason = "it controls the system";
	}
	site->path = model->path;
	site->types = types;
	site->type_count = control->members.count;
	return site;
}

const struct lint *model_lint(struct model *model, const struct policy *policy,
			      struct diags *diags)
{
	struct release_choice choice = {.used = model->release_index,
					.how = "given"};
	const struct lint_request request = {.registry = model->registry,
					     .policy = policy,
					     .release = &choice,
					     .site = make_site(model)};
	/* What lint warns of is for who lints it. */
	struct diags own = DIAGS_INIT;
	const struct lint *lint = check_lint(&request, model->arena, &own);
	for (size_t i = 0; i < own.list.count; i++)
		if (message_get(own.list.items[i].id)->severity ==
		    SEVERITY_ERROR)
			diags_add(diags, own.list.items[i].id,
				  own.list.items[i].at, "%s",
				  own.list.items[i].detail);
	diags_release(&own);
	return lint;
}

bool compile_judge(struct model *model, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		if (grant->verdict != VERDICT_REFUSED)
			continue;
		diags_add(diags, MESSAGE_COVERED_OP_GRANTED, grant->site->place,
			  "%s to %s on %s: %s", grant->op->name,
			  grant->to->name, grant_object_name(grant),
			  grant_reason(model, grant));
		good = false;
	}
	return good;
}

const struct lint *model_close(struct model *model, struct diags *diags)
{
	return model_lint(model, make_policy(model), diags);
}
