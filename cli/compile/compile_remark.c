/* What is accepted, as remarks on the rules that it rests on. */
#include "base/text.h"
#include "compile/compile.h"

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

void model_add_remarks(struct model *model, const struct lint *lint)
{
	struct access_rules rules = LIST_INIT;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		struct finding_details details;
		if (!finding.waiver)
			continue;
		const struct waiver remark = make_remark(&finding);
		lint_details(lint, &finding, NULL, 0, model->arena, &details);
		for (size_t j = 0; j < details.access_count; j++) {
			model_access_rules(model, &details.accesses[j], &rules);
			for (size_t k = 0; k < rules.count; k++)
				add_remark(model, rules.items[k], &remark);
		}
	}
}
