/* Types, attributes and rules of the policy to be. */
#include <string.h>

#include "compile/compile.h"

unsigned model_find_term(const struct model *model, const char *name)
{
	uintptr_t value = (uintptr_t)map_get(&model->term_names, name);
	return value ? (unsigned)(value - 1) : NO_TERM;
}

static unsigned add_term(struct model *model, const char *name,
			 enum term_part part)
{
	unsigned index = (unsigned)model->terms.count;
	struct model_term *term = list_push(&model->terms, model->arena);
	if (model_find_term(model, name) != NO_TERM)
		model->clash = name;
	term->name = name;
	term->part = part;
	/* A map keeps no NULL, so the value is one more than the index. */
	map_set(&model->term_names, name, (void *)((uintptr_t)index + 1),
		model->arena);
	return index;
}

unsigned model_add_attribute(struct model *model, const char *name,
			     const char *note)
{
	unsigned index = add_term(model, name, PART_SETS);
	model->terms.items[index].attribute = true;
	model->terms.items[index].note = note;
	return index;
}

unsigned model_add_type(struct model *model, const char *name,
			unsigned attribute, enum term_part part)
{
	unsigned index = add_term(model, name, part);
	model_add_member(model, attribute, index);
	return index;
}

void model_add_member(struct model *model, unsigned attribute, unsigned type)
{
	const struct model_term *term = &model->terms.items[type];
	for (size_t i = 0; i < term->attributes.count; i++)
		if (term->attributes.items[i] == attribute)
			return;
	*list_push(&model->terms.items[type].attributes, model->arena) =
		attribute;
	*list_push(&model->terms.items[attribute].members, model->arena) = type;
}

/* --- Rules ------------------------------------------------------------ */

static size_t slot_of(const struct model *model, unsigned source,
		      unsigned target, unsigned object_class)
{
	uint64_t key =
		((uint64_t)source * 1000003 + target) * 1000003 + object_class;
	key ^= key >> 29;
	key *= 0xbf58476d1ce4e5b9ULL;
	key ^= key >> 32;
	return key & (model->rule_slot_count - 1);
}

static void link_rule(struct model *model, unsigned index)
{
	struct model_rule *rule = &model->rules.items[index];
	size_t slot =
		slot_of(model, rule->source, rule->target, rule->object_class);
	rule->next = model->rule_slots[slot];
	model->rule_slots[slot] = index;
}

/* As many slots as there will be rules, and all rules in their slots. */
static void grow_slots(struct model *model)
{
	enum { FIRST_SLOTS = 1024 };
	if (model->rules.count < model->rule_slot_count)
		return;
	model->rule_slot_count = model->rule_slot_count
					 ? 2 * model->rule_slot_count
					 : FIRST_SLOTS;
	model->rule_slots = arena_alloc(model->arena, model->rule_slot_count,
					sizeof *model->rule_slots);
	for (size_t i = 0; i < model->rule_slot_count; i++)
		model->rule_slots[i] = NO_INDEX;
	for (size_t i = 0; i < model->rules.count; i++)
		link_rule(model, (unsigned)i);
}

static unsigned find_rule(const struct model *model, unsigned source,
			  unsigned target, unsigned object_class)
{
	if (!model->rule_slot_count)
		return NO_INDEX;
	unsigned i =
		model->rule_slots[slot_of(model, source, target, object_class)];
	for (; i != NO_INDEX; i = model->rules.items[i].next) {
		const struct model_rule *rule = &model->rules.items[i];
		if (rule->source == source && rule->target == target &&
		    rule->object_class == object_class)
			break;
	}
	return i;
}

const struct model_rule *model_find_rule(const struct model *model,
					 unsigned source, unsigned target,
					 unsigned object_class)
{
	unsigned found = find_rule(model, source, target, object_class);
	return found == NO_INDEX ? NULL : &model->rules.items[found];
}

void model_rule_add_op(struct model *model, struct model_rule *rule,
		       const struct op *op)
{
	/* The same op comes again at once, from its next access. */
	for (size_t i = rule->ops.count; i-- > 0;)
		if (rule->ops.items[i] == op)
			return;
	*list_push(&rule->ops, model->arena) = op;
}

/* A type stands in rules itself, and by the attributes that it has. */
static size_t name_count(const struct model *model, unsigned type)
{
	return 1 + model->terms.items[type].attributes.count;
}

static unsigned name_at(const struct model *model, unsigned type, size_t index)
{
	return index ? model->terms.items[type].attributes.items[index - 1]
		     : type;
}

uint32_t model_allowed(const struct model *model, unsigned source,
		       unsigned target, unsigned object_class)
{
	uint32_t permissions = 0;
	for (size_t i = 0; i < name_count(model, source); i++)
		for (size_t j = 0; j < name_count(model, target); j++) {
			const unsigned found = find_rule(
				model, name_at(model, source, i),
				name_at(model, target, j), object_class);
			if (found != NO_INDEX)
				permissions |=
					model->rules.items[found].permissions;
		}
	return permissions;
}

uint32_t model_access_rules(struct model *model,
			    const struct finding_access *access,
			    struct access_rules *rules)
{
	const unsigned source = model_find_term(model, access->source);
	const unsigned target = model_find_term(model, access->target);
	const unsigned class =
		vectors_class(&model->vectors, access->object_class);
	const uint32_t bit =
		vectors_permission(&model->vectors, class, access->permission);
	rules->count = 0;
	if (source == NO_TERM || target == NO_TERM)
		return 0;
	for (size_t i = 0; i < name_count(model, source); i++)
		for (size_t j = 0; j < name_count(model, target); j++) {
			const unsigned found =
				find_rule(model, name_at(model, source, i),
					  name_at(model, target, j), class);
			struct model_rule *rule =
				found == NO_INDEX ? NULL
						  : &model->rules.items[found];
			if (rule && rule->source != model->trusted &&
			    rule->permissions & bit)
				*list_push(rules, model->arena) = rule;
		}
	return bit;
}

static void add_cause(struct model *model, struct model_rule *rule,
		      const struct rule_cause *cause, uint32_t permissions)
{
	/* What one grant takes comes one after the other. */
	const size_t count = rule->causes.count;
	struct rule_cause *last = count ? &rule->causes.items[count - 1] : NULL;
	if (!last || last->grant != cause->grant || last->op != cause->op) {
		last = list_push(&rule->causes, model->arena);
		*last = *cause;
	}
	last->permissions |= permissions;
	model_rule_add_op(model, rule, cause->op);
}

void model_allow(struct model *model, unsigned source, unsigned target,
		 const struct access_row *row, const struct rule_cause *cause)
{
	unsigned found = find_rule(model, source, target, row->object_class);
	if (found == NO_INDEX) {
		grow_slots(model);
		found = (unsigned)model->rules.count;
		struct model_rule *rule =
			list_push(&model->rules, model->arena);
		rule->source = source;
		rule->target = target;
		rule->object_class = row->object_class;
		link_rule(model, found);
	}
	struct model_rule *rule = &model->rules.items[found];
	rule->permissions |= row->permissions;
	if (cause)
		add_cause(model, rule, cause, row->permissions);
}
