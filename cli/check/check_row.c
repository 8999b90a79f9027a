#include "check/row.h"

#include <string.h>

static void layer_make(struct layer *layer, const struct row *row,
		       struct arena *arena)
{
	const struct policy *policy = row->rights->policy;
	layer->permissions = arena_alloc(arena, policy->class_count,
					 sizeof *layer->permissions);
	layer->touched =
		arena_alloc(arena, policy->class_count, sizeof *layer->touched);
	for (unsigned i = 0; i < policy->class_count; i++) {
		if (!row->asked[i])
			continue;
		layer->permissions[i] = arena_alloc(arena, policy->type_count,
						    sizeof(uint32_t));
		layer->touched[i].items = arena_alloc(arena, policy->type_count,
						      sizeof(unsigned));
	}
}

void row_make(struct row *row, struct rights *rights,
	      const struct groups *groups, struct arena *arena)
{
	*row = (struct row){.rights = rights, .subject = NO_TYPE};
	row->asked = arena_alloc(arena, rights->policy->class_count,
				 sizeof *row->asked);
	for (size_t i = 0; i < groups->list.count; i++) {
		const struct group *group = groups->list.items[i];
		for (size_t j = 0; j < group->way_count; j++)
			for (unsigned k = 0; k < group->ways[j].need_count;
			     k++) {
				const struct requirement *need =
					&group->ways[j].needs[k];
				if (need->subject == PARTY_CALLER)
					row->asked[need->object_class] |=
						need->permissions;
			}
	}
	row->attributes = arena_alloc(arena, rights->policy->type_count,
				      sizeof *row->attributes);
	layer_make(&row->lower, row, arena);
	layer_make(&row->upper, row, arena);
}

static void layer_clear(struct layer *layer, unsigned class_count)
{
	for (unsigned i = 0; i < class_count; i++) {
		struct touched *touched = &layer->touched[i];
		for (unsigned j = 0; j < touched->count; j++)
			layer->permissions[i][touched->items[j]] = 0;
		touched->count = 0;
	}
}

static void layer_add(struct layer *layer, const struct policy_type *target,
		      unsigned object_class, uint32_t permissions)
{
	uint32_t *cells = layer->permissions[object_class];
	struct touched *touched = &layer->touched[object_class];
	for (unsigned i = 0; i < target->member_count; i++) {
		unsigned type = target->members[i];
		if (!cells[type])
			touched->items[touched->count++] = type;
		cells[type] |= permissions;
	}
}

static void add_rules(struct row *row, struct layer *layer, unsigned source)
{
	const struct policy_type *types = row->rights->policy->types;
	const struct rule_span span = rights_rules(row->rights, source);
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++) {
		uint32_t permissions =
			rule->permissions & row->asked[rule->object_class];
		if (permissions && rule->condition == POLICY_ALWAYS)
			layer_add(layer, &types[rule->target],
				  rule->object_class, permissions);
	}
}

static void add_conditional(struct row *row, unsigned source)
{
	const struct rule_span span = rights_rules(row->rights, source);
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++)
		if (rule->condition != POLICY_ALWAYS &&
		    (rule->permissions & row->asked[rule->object_class]))
			*list_push(&row->conditional, row->rights->arena) =
				rule;
}

/* Whether the names but the subject are those of the lower layer. */
static bool same_attributes(const struct row *row, const struct names *names,
			    unsigned subject)
{
	unsigned count = 0;
	for (unsigned i = 0; i < names->count; i++) {
		if (names->items[i] == subject)
			continue;
		if (count == row->attribute_count ||
		    row->attributes[count] != names->items[i])
			return false;
		count++;
	}
	return count == row->attribute_count;
}

static void load_lower(struct row *row, const struct names *names,
		       unsigned subject)
{
	if (same_attributes(row, names, subject))
		return;
	layer_clear(&row->lower, row->rights->policy->class_count);
	row->lower_version++;
	row->attribute_count = 0;
	for (unsigned i = 0; i < names->count; i++) {
		if (names->items[i] == subject)
			continue;
		row->attributes[row->attribute_count++] = names->items[i];
		add_rules(row, &row->lower, names->items[i]);
	}
}

void row_load(struct row *row, unsigned subject)
{
	const struct names names = rights_names(row->rights, subject);
	if (row->subject == subject)
		return;
	row->subject = subject;
	row->permissive = row->rights->policy->types[subject].permissive;
	row->by_rights = row->permissive || row->rights->policy->bounds;
	load_lower(row, &names, subject);
	layer_clear(&row->upper, row->rights->policy->class_count);
	add_rules(row, &row->upper, subject);
	row->conditional.count = 0;
	if (!row->rights->conditional)
		return;
	for (unsigned i = 0; i < names.count; i++)
		add_conditional(row, names.items[i]);
}

uint32_t row_always(const struct row *row, unsigned target,
		    unsigned object_class)
{
	if (row->by_rights)
		return rights_always(row->rights, row->subject, target,
				     object_class);
	return row->lower.permissions[object_class][target] |
	       row->upper.permissions[object_class][target];
}

bool rule_has_target(const struct rights *rights,
		     const struct policy_rule *rule, unsigned target)
{
	const struct names names = rights_names(rights, target);
	for (unsigned i = 0; i < names.count; i++)
		if (names.items[i] == rule->target)
			return true;
	return false;
}

struct when row_when(struct row *row, unsigned target, unsigned object_class,
		     uint32_t permissions)
{
	struct conditions *conditions = &row->rights->conditions;
	if (row->by_rights)
		return rights_when(row->rights, row->subject, target,
				   object_class, permissions);
	uint32_t missing = permissions & ~row_always(row, target, object_class);
	struct when when = when_always();
	for (unsigned bit = 0; bit < 32; bit++) {
		struct when one = when_never();
		if (!(missing >> bit & 1))
			continue;
		for (size_t i = 0; i < row->conditional.count; i++) {
			const struct policy_rule *rule =
				row->conditional.items[i];
			if (rule->object_class != object_class ||
			    !(rule->permissions >> bit & 1) ||
			    !rule_has_target(row->rights, rule, target))
				continue;
			const struct when by =
				condition_when(conditions, rule->condition);
			one = when_or(conditions, &one, &by);
		}
		when = when_and(conditions, &when, &one);
		if (when_is_never(&when))
			break;
	}
	return when;
}
