/* Which label an event channel has: by who has it and who is at its end. */
#include "compile/compile.h"
#include "compile/compile_channel.h"

static bool is_member(const struct model *model, unsigned attribute,
		      unsigned type)
{
	const struct model_term *term = &model->terms.items[attribute];
	for (size_t i = 0; term->attribute && i < term->members.count; i++)
		if (term->members.items[i] == type)
			return true;
	return false;
}

static bool has_channel(const struct model *model,
			const struct model_domain *owner, unsigned other)
{
	for (size_t i = 0; i < owner->ends.count; i++)
		if (owner->ends.items[i] == other ||
		    is_member(model, owner->ends.items[i], other))
			return true;
	return false;
}

/* Channels that the domain has with the other have its label. */
static void label_channel(struct model *model, struct model_domain *owner,
			  unsigned other)
{
	if (!has_channel(model, owner, other))
		*list_push(&owner->ends, model->arena) = other;
}

unsigned model_channel(const struct model *model,
		       const struct model_domain *owner, unsigned other)
{
	return has_channel(model, owner, other) ? owner->channel : other;
}

/* Whether the label is what some domain, but not this one, sees another by. */
static bool is_view_of_others(const struct model *model,
			      const struct model_domain *domain, unsigned label)
{
	bool view = false;
	for (size_t i = 0; i < model->domains.count; i++) {
		const struct model_domain *seen = model->domains.items[i];
		for (size_t j = 0; j < seen->transitions.count; j++) {
			if (seen->transitions.items[j].result != label)
				continue;
			if (seen->transitions.items[j].target == domain->type)
				return false;
			view = true;
		}
	}
	return view;
}

/* The channel of each that has such channels may be bound to the target. */
static void label_rule(struct model *model, const struct model_rule *rule)
{
	for (size_t i = 0; i < model->domains.count; i++) {
		struct model_domain *owner = model->domains.items[i];
		if ((owner->channel == rule->source ||
		     is_member(model, rule->source, owner->channel)) &&
		    !is_view_of_others(model, owner, rule->target))
			label_channel(model, owner, rule->target);
	}
}

/* Attributes go first, so that no type of theirs is named beside them. */
void model_label_channels(struct model *model)
{
	const unsigned event = vectors_labelling(&model->vectors, ON_CHANNEL);
	const uint32_t bind =
		vectors_about(&model->vectors, event, PERMISSION_BINDS);
	for (int attributes = 1; attributes >= 0; attributes--)
		for (size_t i = 0; i < model->rules.count; i++) {
			const struct model_rule *rule = &model->rules.items[i];
			if (rule->object_class == event &&
			    rule->permissions & bind &&
			    model->terms.items[rule->target].attribute ==
				    attributes)
				label_rule(model, rule);
		}
}

void model_bind_control(struct model *model)
{
	const unsigned ends[] = {model->domain_type, model->view_type};
	struct access_row bind = {.permissions = 0};
	bind.permissions = vectors_find(&model->vectors, PERMISSION_BINDS,
					&bind.object_class);
	if (!bind.permissions)
		return;
	for (size_t i = 0; i < model->roles[ROLE_CONTROL].members.count; i++)
		for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
			model_allow(model,
				    model->roles[ROLE_CONTROL]
					    .members.items[i]
					    ->channel,
				    ends[j], &bind, NULL);
}
