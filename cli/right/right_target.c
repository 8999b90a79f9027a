/* Whom a type may do something to. */
#include <stdlib.h>

#include "right/right.h"

/* A walk through all rules that give a source some of the permissions. */
struct target_search {
	const struct rights *rights;
	struct names names;
	unsigned object_class;
	uint32_t permissions;
	bool sometimes;
};

/* The next such rule of the name; at is where to look on from. */
static const struct policy_rule *search_next(const struct target_search *search,
					     unsigned name,
					     const struct policy_rule *at)
{
	const struct rule_span span =
		rights_rules(search->rights, search->names.items[name]);
	for (at = at ? at + 1 : span.first; at < span.end; at++)
		if (at->object_class == search->object_class &&
		    (at->permissions & search->permissions) &&
		    (at->condition == POLICY_ALWAYS || search->sometimes))
			return at;
	return NULL;
}

struct found_target {
	unsigned type;
	uint32_t permissions;
};

static int compare_targets(const void *a, const void *b)
{
	const struct found_target *x = a, *y = b;
	return (x->type > y->type) - (x->type < y->type);
}

/* Few targets, sorted; those with all permissions are kept. */
static size_t few_targets(const struct target_search *search, size_t most,
			  struct arena *arena, unsigned **targets)
{
	const struct policy_type *types = search->rights->policy->types;
	struct found_target *list = arena_alloc(arena, most, sizeof *list);
	size_t count = 0, kept = 0;
	for (unsigned i = 0; i < search->names.count; i++)
		for (const struct policy_rule *rule = NULL;
		     (rule = search_next(search, i, rule));)
			for (unsigned j = 0;
			     j < types[rule->target].member_count; j++)
				list[count++] = (struct found_target){
					types[rule->target].members[j],
					rule->permissions};
	if (count)
		qsort(list, count, sizeof *list, compare_targets);
	*targets = arena_alloc(arena, count, sizeof **targets);
	for (size_t i = 0, end; i < count; i = end) {
		uint32_t permissions = 0;
		for (end = i; end < count && list[end].type == list[i].type;
		     end++)
			permissions |= list[end].permissions;
		if (!(search->permissions & ~permissions))
			(*targets)[kept++] = list[i].type;
	}
	return kept;
}

static size_t many_targets(const struct target_search *search,
			   struct arena *arena, unsigned **targets)
{
	const struct policy *policy = search->rights->policy;
	struct arena scratch = ARENA_INIT;
	size_t count = 0;
	uint32_t *masks =
		arena_alloc(&scratch, policy->type_count, sizeof *masks);
	for (unsigned i = 0; i < search->names.count; i++)
		for (const struct policy_rule *rule = NULL;
		     (rule = search_next(search, i, rule));) {
			const struct policy_type *type =
				&policy->types[rule->target];
			for (unsigned j = 0; j < type->member_count; j++)
				masks[type->members[j]] |= rule->permissions;
		}
	*targets = arena_alloc(arena, policy->type_count, sizeof **targets);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!(search->permissions & ~masks[i]))
			(*targets)[count++] = i;
	arena_release(&scratch);
	return count;
}

/* Takes off those that bounds forbid. */
static size_t keep_within_bounds(struct rights *rights, unsigned source,
				 const struct target_search *search,
				 size_t count, unsigned *targets)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		struct when when =
			bounds_when(rights, source, targets[i],
				    search->object_class, search->permissions);
		if (search->sometimes ? !when_is_never(&when)
				      : when_is_always(&when))
			targets[kept++] = targets[i];
	}
	return kept;
}

size_t rights_targets(struct rights *rights, unsigned source,
		      unsigned object_class, uint32_t permissions,
		      bool sometimes, struct arena *arena, unsigned **targets)
{
	const struct policy *policy = rights->policy;
	const struct target_search search = {
		rights, rights_names(rights, source), object_class, permissions,
		sometimes};
	size_t most = 0;
	if (policy->types[source].permissive)
		return rights_types(rights, arena, targets);
	for (unsigned i = 0; i < search.names.count; i++)
		for (const struct policy_rule *rule = NULL;
		     (rule = search_next(&search, i, rule));)
			most += policy->types[rule->target].member_count;
	size_t count = most > policy->type_count / 16
			       ? many_targets(&search, arena, targets)
			       : few_targets(&search, most, arena, targets);
	return policy->bounds ? keep_within_bounds(rights, source, &search,
						   count, *targets)
			      : count;
}
