/* Rules for what is denied, and not logged when it is. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile.h"
#include "compile/compile_quiet.h"

USES_MESSAGE(QUIET_IN_VAIN);

void model_hush(struct model *model, unsigned source, unsigned target,
		const struct access_row *row, const struct op *op)
{
	struct model_rule *rule = NULL;
	for (size_t i = 0; i < model->quiet.count && !rule; i++) {
		struct model_rule *other = &model->quiet.items[i];
		if (other->source == source && other->target == target &&
		    other->object_class == row->object_class)
			rule = other;
	}
	if (!rule) {
		rule = list_push(&model->quiet, model->arena);
		rule->source = source;
		rule->target = target;
		rule->object_class = row->object_class;
	}
	rule->permissions |= row->permissions;
	model_rule_add_op(model, rule, op);
}

/* --- Those that nothing comes under ----------------------------------- */

/* The term's types, or itself if it is one. */
static size_t types_of(const struct model *model, const unsigned *term,
		       const unsigned **types)
{
	const struct model_term *row = &model->terms.items[*term];
	*types = row->attribute ? row->members.items : term;
	return row->attribute ? row->members.count : 1;
}

/* Whether some pair of the rule's is denied something of it. */
static bool has_effect(const struct model *model, const struct model_rule *rule)
{
	const unsigned *sources, *targets;
	size_t source_count = types_of(model, &rule->source, &sources);
	size_t target_count = types_of(model, &rule->target, &targets);
	for (size_t i = 0; i < source_count; i++)
		for (size_t j = 0; j < target_count; j++)
			if (rule->permissions &
			    ~model_allowed(model, sources[i], targets[j],
					   rule->object_class))
				return true;
	return false;
}

static bool is_for(const struct model_rule *rule, const struct op *op)
{
	for (size_t i = 0; i < rule->ops.count; i++)
		if (rule->ops.items[i] == op)
			return true;
	return false;
}

/* Whether the op's rules, by whichever element they are, do something. */
static bool is_of_use(const struct model *model, const struct op *op)
{
	for (size_t i = 0; i < model->quiet.count; i++)
		if (is_for(&model->quiet.items[i], op) &&
		    has_effect(model, &model->quiet.items[i]))
			return true;
	return false;
}

void model_tell_vain(const struct model *model, struct diags *diags)
{
	const struct site_grant *useful = NULL, *told = NULL;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		const struct model_grant *next = grant + 1;
		const bool last = i + 1 == model->granted.count ||
				  next->site != grant->site;
		if (!grant->site->quiet || grant->site == told ||
		    embedded_find(grant->site->place.file, NULL))
			continue;
		if (grant->verdict == VERDICT_QUIET &&
		    is_of_use(model, grant->op))
			useful = grant->site;
		if (!last || useful == grant->site)
			continue;
		told = grant->site;
		diags_add(diags, MESSAGE_QUIET_IN_VAIN, grant->site->place,
			  "%s on %s: nothing of it is denied to %s",
			  grant->site->op ? grant->site->op
					  : grant->site->group,
			  grant_object_name(grant), grant->to->name);
	}
}
