/*
 * Which rules grant accesses of one source, asked over and over: its rules are
 * gathered once, class by class, and targets are sets.
 */
#include <stdlib.h>

#include "base/search.h"
#include "policy/policy.h"
#include "source/source_finder.h"
#include "source/source_grant.h"

/* A rule whose source has the type that is asked about. */
struct own_grant {
	unsigned rule, target; /* target: as in struct text_grant, or a type */
	uint32_t permissions;
	bool self;
};

/* Of one target, those that are about it. */
struct own_target {
	unsigned target;
	size_t first, count; /* of the matches */
};

/* Those of one class; clear and full: of the current source or not. */
struct own_class {
	list_of(struct own_grant) list; /* by their rules, as the matches */
	list_of(struct own_target) targets;
	list_of(struct own_grant) matches;
	uint32_t *places; /* by type: of its target + 1, or 0; or NULL */
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

static void gather_text(struct rule_finder *finder, unsigned object_class,
			struct own_class *row)
{
	const struct grants *grants = &finder->policy->text->grants;
	const struct class_grants *all = &grants->classes[object_class];
	const unsigned types = finder->policy->type_count;
	for (size_t i = rows_from(all->list.items, all->list.count, source,
				  finder->source);
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

static void gather_rules(struct rule_finder *finder, unsigned name,
			 unsigned object_class, struct own_class *row)
{
	const struct policy *policy = finder->policy;
	for (unsigned i = (unsigned)rows_from(policy->rules, policy->rule_count,
					      source, name);
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

static int compare_own(const void *a, const void *b)
{
	const struct own_grant *x = a, *y = b;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

static void clear(struct own_class *row)
{
	for (size_t i = 0; i < row->targets.count; i++)
		row->places[row->targets.items[i].target] = 0;
	row->list.count = row->targets.count = row->matches.count = 0;
	row->known = false;
}

static struct own_class *own_class(struct rule_finder *finder, unsigned source,
				   unsigned object_class)
{
	struct own_class *row = &finder->classes[object_class];
	if (finder->source != source)
		for (unsigned i = 0; i < finder->policy->class_count; i++)
			clear(&finder->classes[i]);
	finder->source = source;
	if (row->known)
		return row;
	row->known = true;
	if (finder->policy->kind == POLICY_BINARY)
		gather_binary(finder, object_class, row);
	else
		gather_text(finder, object_class, row);
	if (row->list.count)
		qsort(row->list.items, row->list.count, sizeof *row->list.items,
		      compare_own);
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

/* Whether the target is one that the grant is about. */
static bool is_about(struct rule_finder *finder, const struct own_grant *grant,
		     unsigned target)
{
	if (grant->target == target ||
	    (grant->self && target == finder->source))
		return true;
	const uint64_t *set = target_set(finder, grant->target);
	return set && has_type(set, target);
}

/* The grants about the target, which one permission after another asks for. */
static struct own_target own_target(struct rule_finder *finder,
				    struct own_class *row, unsigned target)
{
	struct own_target made = {target, row->matches.count, 0};
	if (!row->places)
		row->places =
			arena_alloc(finder->arena, finder->policy->type_count,
				    sizeof *row->places);
	if (row->places[target])
		return row->targets.items[row->places[target] - 1];
	for (size_t i = 0; i < row->list.count; i++)
		if (is_about(finder, &row->list.items[i], target))
			*list_push(&row->matches, finder->arena) =
				row->list.items[i];
	made.count = row->matches.count - made.first;
	*list_push(&row->targets, finder->arena) = made;
	row->places[target] = (uint32_t)row->targets.count;
	return made;
}

size_t rule_finder_ask_one(struct rule_finder *finder, unsigned source,
			   unsigned target, unsigned object_class, unsigned bit,
			   struct arena *arena, const unsigned **rules)
{
	if (!finder->policy->text)
		return 0;
	struct own_class *row = own_class(finder, source, object_class);
	const struct own_target about = own_target(finder, row, target);
	const struct own_grant *grants =
		about.count ? row->matches.items + about.first : NULL;
	unsigned *list = arena_alloc(arena, about.count, sizeof *list);
	size_t kept = 0;
	for (size_t i = 0; i < about.count; i++)
		if ((grants[i].permissions >> bit & 1) &&
		    (!kept || list[kept - 1] != grants[i].rule))
			list[kept++] = grants[i].rule;
	*rules = list;
	return kept;
}

size_t rule_finder_ask(struct rule_finder *finder, unsigned source,
		       const unsigned *targets, size_t target_count,
		       unsigned object_class, unsigned bit, struct arena *arena,
		       const unsigned **rules)
{
	if (!finder->policy->text)
		return 0;
	const struct own_class *row = own_class(finder, source, object_class);
	unsigned *list = arena_alloc(arena, row->list.count, sizeof *list);
	size_t kept = 0;
	for (size_t i = 0; i < target_count; i++)
		add_type(finder->asked, targets[i]);
	for (size_t i = 0; i < row->list.count; i++) {
		const struct own_grant *grant = &row->list.items[i];
		if ((grant->permissions >> bit & 1) &&
		    (!kept || list[kept - 1] != grant->rule) &&
		    is_asked(finder, grant))
			list[kept++] = grant->rule;
	}
	for (size_t i = 0; i < target_count; i++)
		finder->asked[targets[i] / SET_BITS] = 0;
	*rules = list;
	return kept;
}
