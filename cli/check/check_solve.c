#include <stdint.h>
#include <string.h>

#include "check/solve.h"

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_CALLER] = "caller",
	[ROLE_TARGET] = "target",
	[ROLE_OTHER] = "other",
	[ROLE_DEVICE] = "device",
	[ROLE_IRQ] = "irq",
	[ROLE_IOMEM] = "iomem",
	[ROLE_IOPORT] = "ioport",
	[ROLE_EVENT] = "event",
	[ROLE_LABEL] = "label",
	[ROLE_SELF] = "self",
	[ROLE_XEN] = "xen",
	[ROLE_DOMXEN] = "domxen",
	[ROLE_DOMIO] = "domio",
	[ROLE_SECURITY] = "security",
	[ROLE_UNLABELED] = "unlabeled",
};

enum role role_of_object(const char *object)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], object) == 0)
			return (enum role)i;
	return ROLE_OTHER;
}

enum role role_of_subject(enum access_subject subject)
{
	static const enum role roles[] = {
		[SUBJECT_CALLER] = ROLE_CALLER,
		[SUBJECT_TARGET] = ROLE_TARGET,
		[SUBJECT_OTHER] = ROLE_OTHER,
	};
	return roles[subject];
}

bool needs_add(struct needs *needs, const struct access *access,
	       struct relation_index *index)
{
	if (needs->count == NEED_LIMIT)
		return false;
	needs->items[needs->count++] = (struct need){
		access, role_of_subject(access->subject),
		role_of_object(access->object),
		relation_get(index, access->object_class, access->permission)};
	return true;
}

static bool is_usable(const struct edge *edge, bool conditional)
{
	return conditional || edge->condition == POLICY_ALWAYS;
}

/* Whether all needs whose both ends are known are passed. */
static bool holds(const struct needs *needs,
		  const struct assignment *assignment, bool conditional)
{
	for (unsigned i = 0; i < needs->count; i++) {
		const struct need *need = &needs->items[i];
		unsigned source = assignment->types[need->subject];
		unsigned target = assignment->types[need->object];
		if (!need->relation)
			return false;
		if (source == NO_TYPE || target == NO_TYPE)
			continue;
		const struct edge *edge =
			relation_find(need->relation, source, target);
		if (!edge || !is_usable(edge, conditional))
			return false;
	}
	return true;
}

/* A need of which one end is open, preferably the object alone. */
static const struct need *find_open(const struct needs *needs,
				    const struct assignment *assignment)
{
	const struct need *open = NULL;
	for (unsigned i = 0; i < needs->count; i++) {
		const struct need *need = &needs->items[i];
		bool source = assignment->types[need->subject] != NO_TYPE;
		bool target = assignment->types[need->object] != NO_TYPE;
		if (source && !target)
			return need;
		if (!source && !open)
			open = need;
	}
	return open;
}

static bool try_edges(const struct needs *needs, const struct need *open,
		      const struct edge *edges, size_t count, bool conditional,
		      struct assignment *assignment)
{
	const struct assignment before = *assignment;
	for (size_t i = 0; i < count; i++) {
		unsigned known = before.types[open->object];
		if (!is_usable(&edges[i], conditional) ||
		    (known != NO_TYPE && known != edges[i].target))
			continue;
		*assignment = before;
		assignment->types[open->subject] = edges[i].source;
		assignment->types[open->object] = edges[i].target;
		if (needs_solve(needs, conditional, assignment))
			return true;
	}
	*assignment = before;
	return false;
}

bool needs_solve(const struct needs *needs, bool conditional,
		 struct assignment *assignment)
{
	if (!holds(needs, assignment, conditional))
		return false;
	const struct need *open = find_open(needs, assignment);
	if (!open)
		return true;
	unsigned source = assignment->types[open->subject];
	size_t count = open->relation->count;
	const struct edge *edges = open->relation->edges;
	if (source != NO_TYPE)
		edges = relation_from(open->relation, source, &count);
	return try_edges(needs, open, edges, count, conditional, assignment);
}

size_t needs_candidates(const struct needs *needs, enum role role,
			const struct assignment *assignment,
			struct arena *arena, unsigned **types)
{
	const struct relation *all = NULL;
	const struct edge *best = NULL;
	size_t least = SIZE_MAX;
	for (unsigned i = 0; i < needs->count; i++) {
		const struct need *need = &needs->items[i];
		unsigned source = assignment->types[need->subject];
		if (need->object != role)
			continue;
		if (!need->relation)
			return 0;
		size_t count = need->relation->target_count;
		const struct edge *edges = NULL;
		if (source != NO_TYPE)
			edges = relation_from(need->relation, source, &count);
		if (count < least) {
			all = need->relation;
			best = edges;
			least = count;
		}
	}
	if (!all)
		return 0;
	*types = arena_alloc(arena, least, sizeof **types);
	for (size_t i = 0; i < least; i++)
		(*types)[i] = best ? best[i].target : all->targets[i];
	return least;
}
