/* Who may do what to whom, permission by permission; for check/ only. */
#ifndef CHECK_RELATION_H
#define CHECK_RELATION_H

#include "policy/policy.h"

/* One type may do it to another, always or under a condition. */
struct edge {
	unsigned source, target; /* types, never attributes */
	unsigned condition;	 /* index, or POLICY_ALWAYS */
};

/* The edges of a permission, sorted by source and target, each pair once. */
struct relation {
	const struct edge *edges;
	size_t count;
	const unsigned *targets; /* of all edges, sorted, each once */
	size_t target_count;
	unsigned object_class, bit; /* of the policy */
};

/* A policy with its rules by class and the relations made so far. */
struct relation_index {
	const struct policy *policy;
	struct arena *arena;
	list_of(struct relation *) made;
};

/*
 * The relation of a permission, made when first asked for; NULL: the policy
 * does not know the class or permission.
 */
const struct relation *relation_get(struct relation_index *index,
				    const char *object_class,
				    const char *permission);

/* The edges from a source: the first of them, and how many. */
const struct edge *relation_from(const struct relation *relation,
				 unsigned source, size_t *count);

/* The edge from the source to the target, or NULL. */
const struct edge *relation_find(const struct relation *relation,
				 unsigned source, unsigned target);

#endif
