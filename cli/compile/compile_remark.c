/* What is accepted, as remarks on the rules that it rests on. */
#include "base/text.h"
#include "compile/compile.h"
#include "run/run.h"

bool remark_equal(const struct waiver *a, const struct waiver *b)
{
	return text_same(a->op, b->op) &&
	       text_same(a->permission, b->permission) &&
	       text_same(a->rule, b->rule) &&
	       text_same(a->subject, b->subject) &&
	       text_same(a->object, b->object) &&
	       text_same(a->reason, b->reason) &&
	       text_same(a->until, b->until) && text_same(a->by, b->by);
}

static bool has_remark(const struct model_rule *rule,
		       const struct waiver *remark)
{
	for (size_t i = 0; i < rule->remarks.count; i++)
		if (remark_equal(&rule->remarks.items[i], remark))
			return true;
	return false;
}

/* The text says what of a pattern it is about. */
static struct waiver make_remark(const struct finding *finding)
{
	struct waiver remark = *finding->waiver;
	if (remark.op && finding->op)
		remark.op = finding->op->name;
	return remark;
}

/* On each rule that the finding rests on; whether any of them had it not. */
static bool add_remark(struct model *model, const struct lint *lint,
		       const struct finding *finding,
		       const struct waiver *remark)
{
	struct access_rules rules = LIST_INIT;
	struct finding_details details;
	bool more = false;
	lint_details(lint, finding, NULL, 0, model->arena, &details);
	for (size_t i = 0; i < details.access_count; i++) {
		model_access_rules(model, &details.accesses[i], &rules);
		for (size_t j = 0; j < rules.count; j++) {
			struct model_rule *rule = rules.items[j];
			if (has_remark(rule, remark))
				continue;
			*list_push(&rule->remarks, model->arena) = *remark;
			more = true;
		}
	}
	return more;
}

/* --- Where rules alone do not tell all ------------------------------------ */

static bool rule_has_remark(const struct model *model,
			    const struct policy *policy,
			    const struct policy_rule *rule,
			    const struct waiver *remark)
{
	const unsigned source =
		model_find_term(model, policy->types[rule->source].name);
	const unsigned target =
		model_find_term(model, policy->types[rule->target].name);
	const struct model_rule *found =
		source == NO_TERM || target == NO_TERM
			? NULL
			: model_find_rule(model, source, target,
					  rule->object_class);
	return found && has_remark(found, remark);
}

static const struct policy *without_remarked(const struct model *model,
					     const struct policy *policy,
					     const struct waiver *remark)
{
	struct policy *rest = arena_alloc(model->arena, 1, sizeof *rest);
	struct policy_rule *rules =
		arena_alloc(model->arena, policy->rule_count, sizeof *rules);
	*rest = *policy;
	rest->rules = rules;
	rest->rule_count = 0;
	for (unsigned i = 0; i < policy->rule_count; i++)
		if (!rule_has_remark(model, policy, &policy->rules[i], remark))
			rules[rest->rule_count++] = policy->rules[i];
	return rest;
}

/*
 * A waiver for a rule of the linter is for whatever leads to what it finds: a
 * finding names one way there.  So what is found without the rules that have
 * the remark gets it as well, until nothing is.
 */
static void add_other_ways(struct model *model, const struct lint *lint,
			   const struct waiver *remark, struct diags *diags)
{
	const struct policy *policy = lint->run->policy;
	for (bool more = true; more;) {
		const struct lint *rest = model_lint(
			model, without_remarked(model, policy, remark), diags);
		more = false;
		for (size_t i = 0; rest && i < rest->finding_count; i++) {
			const struct finding finding = lint_finding(rest, i);
			if (!finding.waiver)
				continue;
			const struct waiver other = make_remark(&finding);
			if (remark_equal(&other, remark))
				more |= add_remark(model, rest, &finding,
						   remark);
		}
	}
}

void model_add_remarks(struct model *model, const struct lint *lint,
		       struct diags *diags)
{
	list_of(struct waiver) for_rules = LIST_INIT;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (!finding.waiver)
			continue;
		const struct waiver remark = make_remark(&finding);
		bool known = !remark.rule || finding.fix;
		for (size_t j = 0; j < for_rules.count && !known; j++)
			known = remark_equal(&for_rules.items[j], &remark);
		if (!known)
			*list_push(&for_rules, model->arena) = remark;
		add_remark(model, lint, &finding, &remark);
	}
	for (size_t i = 0; i < for_rules.count; i++)
		add_other_ways(model, lint, &for_rules.items[i], diags);
}
