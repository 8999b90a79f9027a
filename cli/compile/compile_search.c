/* Whose rules an access of a finding rests on: told while they are made. */
#include "compile/compile.h"
#include "compile/compile_search.h"

static bool stands_for(const struct model *model, unsigned term, unsigned type)
{
	const struct model_term *row = &model->terms.items[term];
	if (term == type || type == NO_TERM)
		return true;
	for (size_t i = 0; row->attribute && i < row->members.count; i++)
		if (row->members.items[i] == type)
			return true;
	return false;
}

static void note_grant(struct model *model, struct wanted *wanted,
		       const struct model_grant *grant)
{
	size_t count = wanted->grants.count;
	if (!grant)
		wanted->fixed = true;
	else if (!count || wanted->grants.items[count - 1] != grant)
		*list_push(&wanted->grants, model->arena) = grant;
}

void search_see(struct model *model, const struct model_grant *grant,
		const struct model_rule *rule)
{
	struct rule_search *search = model->search;
	for (size_t i = 0; i < search->wanted.count; i++) {
		struct wanted *wanted = &search->wanted.items[i];
		if (rule->object_class == wanted->object_class &&
		    rule->permissions & wanted->bit &&
		    stands_for(model, rule->source, wanted->source) &&
		    stands_for(model, rule->target, wanted->target))
			note_grant(model, wanted, grant);
	}
}
