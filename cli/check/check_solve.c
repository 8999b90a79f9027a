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

/* Whether all needs whose both ends are known are passed. */
static bool holds(const struct needs *needs,
		  const struct assignment *assignment)
{
	for (unsigned i = 0; i < needs->count; i++) {
		const struct need *need = &needs->items[i];
		unsigned source = assignment->types[need->subject];
		unsigned target = assignment->types[need->object];
		if (!need->relation)
			return false;
		if (source != NO_TYPE && target != NO_TYPE &&
		    !relation_find(need->relation, source, target))
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

/* Conditional edges are tried last. */
static bool try_edges(const struct needs *needs, const struct need *open,
		      const struct edge *edges, size_t count,
		      struct assignment *assignment)
{
	const struct assignment before = *assignment;
	for (int conditional = 0; conditional < 2; conditional++)
		for (size_t i = 0; i < count; i++) {
			unsigned known = before.types[open->object];
			if ((edges[i].condition != POLICY_ALWAYS) !=
				    conditional ||
			    (known != NO_TYPE && known != edges[i].target))
				continue;
			*assignment = before;
			assignment->types[open->subject] = edges[i].source;
			assignment->types[open->object] = edges[i].target;
			if (needs_solve(needs, assignment))
				return true;
		}
	*assignment = before;
	return false;
}

bool needs_solve(const struct needs *needs, struct assignment *assignment)
{
	if (!holds(needs, assignment))
		return false;
	const struct need *open = find_open(needs, assignment);
	if (!open)
		return true;
	unsigned source = assignment->types[open->subject];
	size_t count = open->relation->count;
	const struct edge *edges = open->relation->edges;
	if (source != NO_TYPE)
		edges = relation_from(open->relation, source, &count);
	return try_edges(needs, open, edges, count, assignment);
}

size_t needs_candidates(const struct needs *needs, enum role role,
			const struct assignment *assignment,
			struct arena *arena, unsigned **types)
{
	const struct edge *best = NULL;
	size_t least = 0;
	for (unsigned i = 0; i < needs->count; i++) {
		const struct need *need = &needs->items[i];
		unsigned source = assignment->types[need->subject];
		size_t count;
		if (need->object != role || source == NO_TYPE)
			continue;
		if (!need->relation)
			return 0;
		const struct edge *edges =
			relation_from(need->relation, source, &count);
		if (!best || count < least) {
			best = edges;
			least = count;
		}
	}
	*types = arena_alloc(arena, least, sizeof **types);
	for (size_t i = 0; i < least; i++)
		(*types)[i] = best[i].target;
	return least;
}
