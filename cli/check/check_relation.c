#include <stdlib.h>
#include <string.h>

#include "check/relation.h"

/* An unconditional edge stands before conditional ones of the same pair. */
static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	unsigned of_x = x->condition + 1, of_y = y->condition + 1;
	return of_x < of_y ? -1 : of_x > of_y;
}

static void sort_edges(struct relation *relation, struct edge *edges,
		       size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(edges, count, sizeof *edges, compare_edges);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || edges[i].source != edges[i - 1].source ||
		    edges[i].target != edges[i - 1].target)
			edges[kept++] = edges[i];
	relation->edges = edges;
	relation->count = kept;
}

static int compare_types(const void *a, const void *b)
{
	const unsigned *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Sorts the types and drops the ones that come again. */
static size_t sort_types(unsigned *types, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(types, count, sizeof *types, compare_types);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || types[i] != types[kept - 1])
			types[kept++] = types[i];
	return kept;
}

static void gather_targets(struct relation *relation, struct arena *arena)
{
	unsigned *targets =
		arena_alloc(arena, relation->count, sizeof *targets);
	for (size_t i = 0; i < relation->count; i++)
		targets[i] = relation->edges[i].target;
	relation->targets = targets;
	relation->target_count = sort_types(targets, relation->count);
}

static struct relation *make(struct relation_index *index,
			     unsigned object_class, unsigned bit)
{
	const struct policy *policy = index->policy;
	struct relation *relation =
		arena_alloc(index->arena, 1, sizeof *relation);
	list_of(struct edge) edges = LIST_INIT;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->object_class != object_class ||
		    !(rule->permissions >> bit & 1))
			continue;
		const struct policy_type *source = &policy->types[rule->source];
		const struct policy_type *target = &policy->types[rule->target];
		for (unsigned s = 0; s < source->member_count; s++)
			for (unsigned t = 0; t < target->member_count; t++)
				*list_push(&edges, index->arena) =
					(struct edge){source->members[s],
						      target->members[t],
						      rule->condition};
	}
	relation->object_class = object_class;
	relation->bit = bit;
	sort_edges(relation, edges.items, edges.count);
	gather_targets(relation, index->arena);
	return relation;
}

static bool find_permission(const struct policy *policy,
			    const char *object_class, const char *permission,
			    unsigned *class_index, unsigned *bit)
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

const struct relation *relation_get(struct relation_index *index,
				    const char *object_class,
				    const char *permission)
{
	unsigned class_index, bit;
	if (!find_permission(index->policy, object_class, permission,
			     &class_index, &bit))
		return NULL;
	for (size_t i = 0; i < index->made.count; i++)
		if (index->made.items[i]->object_class == class_index &&
		    index->made.items[i]->bit == bit)
			return index->made.items[i];
	struct relation *relation = make(index, class_index, bit);
	*list_push(&index->made, index->arena) = relation;
	return relation;
}

/* The first edge that does not stand before the pair. */
static const struct edge *lower_bound(const struct relation *relation,
				      unsigned source, unsigned target)
{
	size_t low = 0, high = relation->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct edge *edge = &relation->edges[middle];
		if (edge->source < source ||
		    (edge->source == source && edge->target < target))
			low = middle + 1;
		else
			high = middle;
	}
	return relation->edges + low;
}

const struct edge *relation_from(const struct relation *relation,
				 unsigned source, size_t *count)
{
	const struct edge *first = lower_bound(relation, source, 0);
	const struct edge *end = relation->edges + relation->count;
	*count = 0;
	while (first + *count < end && first[*count].source == source)
		(*count)++;
	return first;
}

const struct edge *relation_find(const struct relation *relation,
				 unsigned source, unsigned target)
{
	const struct edge *edge = lower_bound(relation, source, target);
	if (edge < relation->edges + relation->count &&
	    edge->source == source && edge->target == target)
		return edge;
	return NULL;
}
