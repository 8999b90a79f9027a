/* Rules, looked up from their sources and from their targets. */
#include "base/search.h"
#include "right/right.h"

#include <string.h>

/* --- Making --------------------------------------------------------------- */

static void index_rules(struct rights *rights)
{
	const struct policy *policy = rights->policy;
	rights->first = arena_alloc(rights->arena, policy->type_count + 1,
				    sizeof *rights->first);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		rights->first[policy->rules[i].source + 1]++;
		rights->conditional |=
			policy->rules[i].condition != POLICY_ALWAYS;
	}
	for (unsigned i = 0; i < policy->type_count; i++)
		rights->first[i + 1] += rights->first[i];
}

/* From the attributes' members to each type's own name and attributes. */
static void index_names(struct rights *rights)
{
	const struct policy *policy = rights->policy;
	unsigned count = policy->type_count;
	unsigned *first = arena_alloc(rights->arena, count + 2, sizeof *first);
	for (unsigned i = 0; i < count; i++)
		for (unsigned j = 0; j < policy->types[i].member_count; j++)
			first[policy->types[i].members[j] + 2]++;
	for (unsigned i = 0; i < count; i++)
		first[i + 2] += first[i + 1];
	/* first[t + 1] is where the next one of t goes, and so its end. */
	unsigned *names =
		arena_alloc(rights->arena, first[count + 1], sizeof *names);
	for (unsigned i = 0; i < count; i++)
		for (unsigned j = 0; j < policy->types[i].member_count; j++)
			names[first[policy->types[i].members[j] + 1]++] = i;
	rights->names = names;
	rights->name_first = first;
}

static void gather_any(struct rights *rights)
{
	const struct policy *policy = rights->policy;
	size_t width = policy->class_count;
	size_t cells = policy->type_count * width;
	rights->any = arena_alloc(rights->arena, cells, sizeof *rights->any);
	rights->any_sometimes =
		rights->conditional
			? arena_alloc(rights->arena, cells, sizeof(uint32_t))
			: rights->any;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		size_t cell = rule->source * width + rule->object_class;
		if (!policy->types[rule->target].member_count)
			continue;
		rights->any_sometimes[cell] |= rule->permissions;
		if (rule->condition == POLICY_ALWAYS)
			rights->any[cell] |= rule->permissions;
	}
	for (unsigned type = 0; type < policy->type_count; type++) {
		const struct names names = rights_names(rights, type);
		if (policy->types[type].attribute)
			continue;
		for (unsigned i = 0; i < names.count; i++)
			for (size_t j = 0; j < width; j++) {
				size_t from = names.items[i] * width + j;
				size_t to = type * width + j;
				rights->any[to] |= rights->any[from];
				rights->any_sometimes[to] |=
					rights->any_sometimes[from];
			}
	}
}

static void gather_transitions(struct rights *rights, unsigned labelling)
{
	const struct policy *policy = rights->policy;
	list_of(struct policy_transition) list = LIST_INIT;
	for (unsigned i = 0; i < policy->transition_count; i++) {
		const struct policy_transition *row = &policy->transitions[i];
		if (row->object_class == labelling)
			*list_push(&list, rights->arena) = *row;
	}
	rights->transitions = list.items;
	rights->transition_count = list.count;
}

struct rights *rights_make(const struct policy *policy,
			   const struct right_terms *terms, struct arena *arena)
{
	struct rights *rights = arena_alloc(arena, 1, sizeof *rights);
	rights->policy = policy;
	rights->arena = arena;
	conditions_init(&rights->conditions, policy, arena);
	index_rules(rights);
	index_names(rights);
	gather_any(rights);
	gather_transitions(rights, terms->labelling);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (policy->types[i].permissive)
			*list_push(&rights->permissive, arena) = i;
	return rights;
}

bool rights_find(const struct policy *policy, const char *object_class,
		 const char *permission, unsigned *class_index, unsigned *bit)
{
	for (unsigned i = 0; i < policy->class_count; i++) {
		const struct policy_class *class = &policy->classes[i];
		if (!class->name || strcmp(class->name, object_class) != 0)
			continue;
		for (unsigned j = 0; j < class->permission_count; j++)
			if (class->permissions[j] &&
			    strcmp(class->permissions[j], permission) == 0) {
				*class_index = i;
				*bit = j;
				return true;
			}
	}
	return false;
}

/* --- Asking --------------------------------------------------------------- */

struct names rights_names(const struct rights *rights, unsigned type)
{
	unsigned first = rights->name_first[type];
	return (struct names){rights->names + first,
			      rights->name_first[type + 1] - first};
}

struct rule_span rights_rules(const struct rights *rights, unsigned source)
{
	const struct policy_rule *rules = rights->policy->rules;
	if (!rules) /* that of a log's lines may have none */
		return (struct rule_span){NULL, NULL};
	return (struct rule_span){rules + rights->first[source],
				  rules + rights->first[source + 1]};
}

uint32_t rights_any(const struct rights *rights, unsigned source,
		    unsigned object_class)
{
	const struct policy *policy = rights->policy;
	if (policy->types[source].permissive)
		return UINT32_MAX;
	return rights->any[(size_t)source * policy->class_count + object_class];
}

static uint32_t any_sometimes(const struct rights *rights, unsigned source,
			      unsigned object_class)
{
	return rights
		->any_sometimes[(size_t)source * rights->policy->class_count +
				object_class];
}

uint32_t rights_any_sometimes(const struct rights *rights, unsigned source,
			      unsigned object_class)
{
	if (rights->policy->types[source].permissive)
		return UINT32_MAX;
	return any_sometimes(rights, source, object_class);
}

/* Sorted by counting: there may be a million. */
static void index_targets(struct rights *rights)
{
	const struct policy *policy = rights->policy;
	unsigned *first = arena_alloc(rights->arena, policy->type_count + 2,
				      sizeof *first);
	unsigned *on =
		arena_alloc(rights->arena, policy->rule_count, sizeof *on);
	for (unsigned i = 0; i < policy->rule_count; i++)
		first[policy->rules[i].target + 2]++;
	for (unsigned i = 0; i < policy->type_count; i++)
		first[i + 2] += first[i + 1];
	/* first[t + 1] is where the next one of t goes, and so its end. */
	for (unsigned i = 0; i < policy->rule_count; i++)
		on[first[policy->rules[i].target + 1]++] = i;
	rights->on = on;
	rights->on_first = first;
}

struct rule_list rights_rules_on(struct rights *rights, unsigned target)
{
	if (!rights->on)
		index_targets(rights);
	unsigned first = rights->on_first[target];
	return (struct rule_list){rights->on + first,
				  rights->on_first[target + 1] - first};
}

/* The first rule of the span on that target and class, or one behind. */
static const struct policy_rule *find_rule(struct rule_span span,
					   unsigned target,
					   unsigned object_class)
{
	const struct policy_rule *low = span.first, *high = span.end;
	while (low < high) {
		const struct policy_rule *middle = low + (high - low) / 2;
		if (middle->target < target ||
		    (middle->target == target &&
		     middle->object_class < object_class))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Goes through the rules from one type to another in a class. */
struct rule_walk {
	const struct rights *rights;
	struct names sources, targets;
	unsigned source, target; /* how many of each were begun */
	unsigned object_class;
	const struct policy_rule *rule; /* NULL: before the first one */
	struct rule_span span;
};

static struct rule_walk walk_start(const struct rights *rights, unsigned source,
				   unsigned target, unsigned object_class)
{
	struct rule_walk walk = {.rights = rights,
				 .sources = rights_names(rights, source),
				 .targets = rights_names(rights, target),
				 .object_class = object_class};
	walk.target = walk.targets.count;
	return walk;
}

static bool walk_matches(const struct rule_walk *walk)
{
	return walk->rule && walk->rule < walk->span.end &&
	       walk->rule->target == walk->targets.items[walk->target - 1] &&
	       walk->rule->object_class == walk->object_class;
}

static const struct policy_rule *walk_next(struct rule_walk *walk)
{
	while (!walk_matches(walk)) {
		if (walk->target == walk->targets.count) {
			if (walk->source == walk->sources.count)
				return NULL;
			walk->span = rights_rules(
				walk->rights,
				walk->sources.items[walk->source++]);
			walk->target = 0;
		}
		walk->rule = find_rule(walk->span,
				       walk->targets.items[walk->target++],
				       walk->object_class);
	}
	return walk->rule++;
}

uint32_t rules_always(const struct rights *rights, unsigned source,
		      unsigned target, unsigned object_class)
{
	const struct policy_rule *rule;
	uint32_t permissions = 0;
	struct rule_walk walk =
		walk_start(rights, source, target, object_class);
	while ((rule = walk_next(&walk)))
		if (rule->condition == POLICY_ALWAYS)
			permissions |= rule->permissions;
	return permissions;
}

bool rights_speak(const struct rights *rights, unsigned source,
		  const bool *targets)
{
	const struct names sources = rights_names(rights, source);
	for (unsigned i = 0; i < sources.count; i++) {
		const struct rule_span span =
			rights_rules(rights, sources.items[i]);
		for (const struct policy_rule *rule = span.first;
		     rule < span.end; rule++)
			if (targets[rule->target])
				return true;
	}
	return false;
}

/* When it has the one permission, which it does not have always. */
static struct when when_of_bit(struct rights *rights,
			       const struct rule_walk *from, unsigned bit)
{
	const struct policy_rule *rule;
	struct when when = when_never();
	struct rule_walk walk = *from;
	while ((rule = walk_next(&walk))) {
		if (!(rule->permissions >> bit & 1))
			continue;
		const struct when one =
			condition_when(&rights->conditions, rule->condition);
		when = when_or(&rights->conditions, &when, &one);
	}
	return when;
}

struct when rules_when(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class, uint32_t permissions)
{
	struct when when = when_always();
	uint32_t missing = permissions &
			   ~rules_always(rights, source, target, object_class);
	if (!missing)
		return when;
	if (missing & ~any_sometimes(rights, source, object_class))
		return when_never();
	const struct rule_walk walk =
		walk_start(rights, source, target, object_class);
	for (unsigned bit = 0; bit < 32; bit++) {
		if (!(missing >> bit & 1))
			continue;
		struct when one = when_of_bit(rights, &walk, bit);
		when = when_and(&rights->conditions, &when, &one);
		if (when_is_never(&when))
			break;
	}
	return when;
}

uint32_t rights_always(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class)
{
	if (rights->policy->types[source].permissive)
		return UINT32_MAX;
	return rights->policy->bounds
		       ? bounds_always(rights, source, target, object_class)
		       : rules_always(rights, source, target, object_class);
}

struct when rights_when(struct rights *rights, unsigned source, unsigned target,
			unsigned object_class, uint32_t permissions)
{
	if (rights->policy->types[source].permissive)
		return when_always();
	return rights->policy->bounds ? bounds_when(rights, source, target,
						    object_class, permissions)
				      : rules_when(rights, source, target,
						   object_class, permissions);
}

size_t rights_types(const struct rights *rights, struct arena *arena,
		    unsigned **types)
{
	const struct policy *policy = rights->policy;
	size_t count = 0;
	*types = arena_alloc(arena, policy->type_count, sizeof **types);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute)
			(*types)[count++] = i;
	return count;
}

/* --- Transitions ---------------------------------------------------------- */

size_t rights_transition(struct rights *rights, unsigned source,
			 unsigned target, struct arena *arena,
			 struct outcome **outcomes)
{
	struct conditions *conditions = &rights->conditions;
	list_of(struct outcome) list = LIST_INIT;
	struct when rest = when_always();
	const size_t first = rows_from(
		rights->transitions, rights->transition_count, source, source);
	/* A rule that holds always goes before those that hold sometimes. */
	for (size_t i = first; i < rights->transition_count &&
			       rights->transitions[i].source == source;
	     i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->target != target)
			continue;
		const struct when when =
			condition_when(conditions, row->condition);
		if (when_is_always(&when))
			list.count = 0;
		if (when_is_always(&when) || !when_is_never(&rest))
			*list_push(&list, arena) =
				(struct outcome){row->result, when};
		struct when not = when_not(conditions, &when);
		rest = when_and(conditions, &rest, &not );
		if (when_is_always(&when))
			break;
	}
	if (!when_is_never(&rest))
		*list_push(&list, arena) = (struct outcome){source, rest};
	*outcomes = list.items;
	return list.count;
}
