/* Who has a permission on a type: the rules, read backwards. */
#include "check/source.h"

#include <stdlib.h>

#include "right/right.h"

/* The rules that grant one permission, by target. */
struct source_index {
	struct right right;
	unsigned *first; /* by type or attribute; one more at the end */
	unsigned *rules; /* indices */
};

struct sources {
	list_of(struct source_index) indices;  /* those asked for so far */
	list_of(unsigned) permissive, trusted; /* types */
};

static struct sources *get_sources(struct run *run)
{
	if (run->sources)
		return run->sources;
	run->sources = arena_alloc(run->arena, 1, sizeof *run->sources);
	for (size_t i = 0; i < run->name_count; i++) {
		unsigned type = run->by_name[i];
		if (run->policy->types[type].permissive)
			*list_push(&run->sources->permissive, run->arena) =
				type;
		if (run->trusted[type])
			*list_push(&run->sources->trusted, run->arena) = type;
	}
	return run->sources;
}

static bool grants(const struct policy_rule *rule, struct right right)
{
	return rule->object_class == right.object_class &&
	       rule->permissions >> right.bit & 1;
}

static void fill_index(struct run *run, struct source_index *index)
{
	const struct policy *policy = run->policy;
	unsigned *first =
		arena_alloc(run->arena, policy->type_count + 2, sizeof *first);
	for (unsigned i = 0; i < policy->rule_count; i++)
		if (grants(&policy->rules[i], index->right))
			first[policy->rules[i].target + 2]++;
	for (unsigned i = 0; i < policy->type_count; i++)
		first[i + 2] += first[i + 1];
	index->rules = arena_alloc(run->arena, first[policy->type_count + 1],
				   sizeof *index->rules);
	/* Each place moves to where the next target's begins. */
	for (unsigned i = 0; i < policy->rule_count; i++)
		if (grants(&policy->rules[i], index->right))
			index->rules[first[policy->rules[i].target + 1]++] = i;
	index->first = first;
}

static const struct source_index *get_index(struct run *run, struct right right)
{
	struct sources *sources = get_sources(run);
	for (size_t i = 0; i < sources->indices.count; i++) {
		struct source_index *index = &sources->indices.items[i];
		if (index->right.object_class == right.object_class &&
		    index->right.bit == right.bit)
			return index;
	}
	struct source_index *index = list_push(&sources->indices, run->arena);
	index->right = right;
	fill_index(run, index);
	return index;
}

struct type_list source_find(struct run *run, struct right right,
			     unsigned target, struct arena *arena)
{
	const struct source_index *index = get_index(run, right);
	const struct names names = rights_names(run->rights, target);
	const struct sources *sources = run->sources;
	list_of(unsigned) found = LIST_INIT;
	size_t kept = 0;
	for (size_t i = 0; i < sources->permissive.count; i++)
		*list_push(&found, arena) = sources->permissive.items[i];
	for (unsigned i = 0; i < names.count; i++)
		for (unsigned j = index->first[names.items[i]];
		     j < index->first[names.items[i] + 1]; j++) {
			const struct policy_rule *rule =
				&run->policy->rules[index->rules[j]];
			const struct policy_type *source =
				&run->policy->types[rule->source];
			for (unsigned k = 0; k < source->member_count; k++)
				*list_push(&found, arena) = source->members[k];
		}
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items,
		      type_compare);
	for (size_t i = 0; i < found.count; i++)
		if (i == 0 || found.items[i] != found.items[kept - 1])
			found.items[kept++] = found.items[i];
	run_sort_types(run, found.items, kept);
	return (struct type_list){found.items, kept};
}

struct type_list source_trusted(struct run *run)
{
	const struct sources *sources = get_sources(run);
	return (struct type_list){sources->trusted.items,
				  sources->trusted.count};
}
