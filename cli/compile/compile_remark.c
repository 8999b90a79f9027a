/* What is accepted, as remarks on the rules that it rests on. */
#include <string.h>

#include "compile/compile.h"

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool remark_equal(const struct waiver *a, const struct waiver *b)
{
	return same(a->op, b->op) && same(a->permission, b->permission) &&
	       same(a->rule, b->rule) && same(a->subject, b->subject) &&
	       same(a->object, b->object) && same(a->reason, b->reason) &&
	       same(a->until, b->until) && same(a->by, b->by);
}

static void add_remark(struct model *model, struct model_rule *rule,
		       const struct waiver *remark)
{
	for (size_t i = 0; i < rule->remarks.count; i++)
		if (remark_equal(&rule->remarks.items[i], remark))
			return;
	*list_push(&rule->remarks, model->arena) = *remark;
}

/* The text says what of a pattern it is about. */
static struct waiver make_remark(const struct finding *finding)
{
	struct waiver remark = *finding->waiver;
	if (remark.op && finding->op)
		remark.op = finding->op->name;
	return remark;
}

/* A type stands in rules itself, and by the attributes that it has. */
static size_t term_count(const struct model *model, unsigned type)
{
	return 1 + model->terms.items[type].attributes.count;
}

static unsigned term_at(const struct model *model, unsigned type, size_t index)
{
	return index ? model->terms.items[type].attributes.items[index - 1]
		     : type;
}

/* All rules that allow the access, but for what the trusted have. */
static void mark_access(struct model *model,
			const struct finding_access *access,
			const struct waiver *remark)
{
	unsigned source = model_find_term(model, access->source);
	unsigned target = model_find_term(model, access->target);
	unsigned class = vectors_class(&model->vectors, access->object_class);
	uint32_t bit =
		vectors_permission(&model->vectors, class, access->permission);
	if (source == NO_TERM || target == NO_TERM)
		return;
	for (size_t i = 0; i < term_count(model, source); i++)
		for (size_t j = 0; j < term_count(model, target); j++) {
			const struct model_rule *rule = model_find_rule(
				model, term_at(model, source, i),
				term_at(model, target, j), class);
			if (rule && rule->source != model->trusted &&
			    rule->permissions & bit)
				add_remark(
					model,
					&model->rules.items[rule -
							    model->rules.items],
					remark);
		}
}

void model_add_remarks(struct model *model, const struct lint *lint)
{
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		struct finding_details details;
		if (!finding.waiver)
			continue;
		const struct waiver remark = make_remark(&finding);
		lint_details(lint, &finding, NULL, 0, model->arena, &details);
		for (size_t j = 0; j < details.access_count; j++)
			mark_access(model, &details.accesses[j], &remark);
	}
}
