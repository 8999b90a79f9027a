/*
 * Which rules grant accesses of one source, asked over and over: its rules are
 * gathered once, class by class, and targets are sets.
 */
#include <stdlib.h>
#include <string.h>

#include "source/source_grant.h"

/* A rule whose source has the type that is asked about. */
struct own_grant {
	unsigned rule, target; /* target: as in struct text_grant, or a type */
	uint32_t permissions;
	bool self;
};

/* Those of one class; clear and full: of the current source or not. */
struct own_class {
	list_of(struct own_grant) list;
	bool known;
};

struct rule_finder {
	const struct policy *policy;
	struct arena *arena;
	unsigned source;
	struct own_class *classes;
	size_t words;	       /* that a set has */
	uint64_t *asked;       /* the targets that are asked about */
	const uint64_t **sets; /* of a binary: by attribute, or NULL */
	list_of(unsigned) found;
};

enum { NO_SOURCE = -1 };

struct rule_finder *rule_finder_new(const struct policy *policy,
				    struct arena *arena)
{
	struct rule_finder *finder = arena_alloc(arena, 1, sizeof *finder);
	finder->policy = policy;
	finder->arena = arena;
	finder->source = (unsigned)NO_SOURCE;
	finder->classes = arena_alloc(arena, policy->class_count,
				      sizeof *finder->classes);
	finder->words = (policy->type_count + SET_BITS - 1) / SET_BITS;
	finder->asked =
		arena_alloc(arena, finder->words, sizeof *finder->asked);
	finder->sets =
		arena_alloc(arena, policy->type_count, sizeof *finder->sets);
	return finder;
}

/* --- The rules of the source ------------------------------------------------
 */

static bool has_type(const uint64_t *set, unsigned type)
{
	return set[type / SET_BITS] >> (type % SET_BITS) & 1;
}

static void add_type(uint64_t *set, unsigned type)
{
	set[type / SET_BITS] |= UINT64_C(1) << (type % SET_BITS);
}

static void add_own(struct rule_finder *finder, struct own_class *row,
		    const struct text_grant *grant)
{
	*list_push(&row->list, finder->arena) = (struct own_grant){
		grant->rule, grant->target, grant->permissions, grant->self};
}

/* The first grant of that source or a later one. */
static size_t first_of(const struct class_grants *row, unsigned source)
{
	size_t low = 0, high = row->list.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (row->list.items[middle].source < source)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void gather_text(struct rule_finder *finder, unsigned object_class,
			struct own_class *row)
{
	const struct grants *grants = &finder->policy->text->grants;
	const struct class_grants *all = &grants->classes[object_class];
	const unsigned types = finder->policy->type_count;
	for (size_t i = first_of(all, finder->source);
	     i < all->list.count && all->list.items[i].source == finder->source;
	     i++)
		add_own(finder, row, &all->list.items[i]);
	for (size_t i = 0; i < all->groups.count; i++) {
		const struct grant_group *group = &all->groups.items[i];
		if (!has_type(grants->sets.items[group->source - types],
			      finder->source))
			continue;
		for (size_t j = group->start; j < group->end; j++)
			add_own(finder, row, &all->list.items[j]);
	}
}

/* The first rule of that source or a later one. */
static unsigned first_rule(const struct policy *policy, unsigned source)
{
	unsigned low = 0, high = policy->rule_count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (policy->rules[middle].source < source)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void gather_rules(struct rule_finder *finder, unsigned name,
			 unsigned object_class, struct own_class *row)
{
	const struct policy *policy = finder->policy;
	for (unsigned i = first_rule(policy, name);
	     i < policy->rule_count && policy->rules[i].source == name; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct text_grant grant = {.target = rule->target,
						 .permissions =
							 rule->permissions,
						 .rule = i};
		if (rule->object_class == object_class)
			add_own(finder, row, &grant);
	}
}

static void gather_binary(struct rule_finder *finder, unsigned object_class,
			  struct own_class *row)
{
	const struct policy_text *text = finder->policy->text;
	const unsigned source = finder->source;
	for (unsigned i = text->first_attribute[source];
	     i < text->first_attribute[source + 1]; i++)
		gather_rules(finder, text->attributes[i], object_class, row);
	gather_rules(finder, source, object_class, row);
}

static const struct own_class *own_class(struct rule_finder *finder,
					 unsigned source, unsigned object_class)
{
	struct own_class *row = &finder->classes[object_class];
	if (finder->source != source)
		for (unsigned i = 0; i < finder->policy->class_count; i++) {
			finder->classes[i].list.count = 0;
			finder->classes[i].known = false;
		}
	finder->source = source;
	if (row->known)
		return row;
	row->known = true;
	if (finder->policy->kind == POLICY_BINARY)
		gather_binary(finder, object_class, row);
	else
		gather_text(finder, object_class, row);
	return row;
}

/* --- Targets ----------------------------------------------------------------
 */

/* The types of an attribute of a binary. */
static const uint64_t *attribute_set(struct rule_finder *finder,
				     unsigned attribute)
{
	const struct policy_type *type = &finder->policy->types[attribute];
	if (finder->sets[attribute])
		return finder->sets[attribute];
	uint64_t *set = arena_alloc(finder->arena, finder->words, sizeof *set);
	for (unsigned i = 0; i < type->member_count; i++)
		add_type(set, type->members[i]);
	finder->sets[attribute] = set;
	return set;
}

/* What a target stands for; NULL: the one type. */
static const uint64_t *target_set(struct rule_finder *finder, unsigned target)
{
	const struct policy *policy = finder->policy;
	if (target >= policy->type_count)
		return policy->text->grants.sets
			.items[target - policy->type_count];
	return policy->types[target].attribute ? attribute_set(finder, target)
					       : NULL;
}

static bool is_asked(struct rule_finder *finder, const struct own_grant *grant)
{
	if (grant->self && has_type(finder->asked, finder->source))
		return true;
	const uint64_t *set = target_set(finder, grant->target);
	if (!set)
		return has_type(finder->asked, grant->target);
	for (size_t i = 0; i < finder->words; i++)
		if (set[i] & finder->asked[i])
			return true;
	return false;
}

/* --- Answers ----------------------------------------------------------------
 */

static int compare_numbers(const void *a, const void *b)
{
	const unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
	return (x > y) - (x < y);
}

/* The numbers that were found, ascending, each once. */
static size_t hand_over(struct rule_finder *finder, struct arena *arena,
			const unsigned **rules)
{
	const size_t count = finder->found.count;
	unsigned *list = arena_alloc(arena, count, sizeof *list);
	size_t kept = 0;
	if (count)
		qsort(finder->found.items, count, sizeof *list,
		      compare_numbers);
	for (size_t i = 0; i < count; i++)
		if (!kept || list[kept - 1] != finder->found.items[i])
			list[kept++] = finder->found.items[i];
	*rules = list;
	return kept;
}

size_t rule_finder_ask(struct rule_finder *finder, unsigned source,
		       const unsigned *targets, size_t target_count,
		       unsigned object_class, unsigned bit, struct arena *arena,
		       const unsigned **rules)
{
	finder->found.count = 0;
	if (!finder->policy->text)
		return 0;
	const struct own_class *row = own_class(finder, source, object_class);
	for (size_t i = 0; i < target_count; i++)
		add_type(finder->asked, targets[i]);
	for (size_t i = 0; i < row->list.count; i++)
		if ((row->list.items[i].permissions >> bit & 1) &&
		    is_asked(finder, &row->list.items[i]))
			*list_push(&finder->found, finder->arena) =
				row->list.items[i].rule;
	for (size_t i = 0; i < target_count; i++)
		finder->asked[targets[i] / SET_BITS] = 0;
	return hand_over(finder, arena, rules);
}
