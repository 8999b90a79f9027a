/* What lints of many policies have in common is made once. */
#include "base/text.h"
#include "run/run_group.h"
#include "run/run_shared.h"

#include <stdlib.h>

/*
 * More than the releases that one policy can be for.  When there are so many
 * between two policies, each with vectors of its own, they are given back.
 */
enum { MOST = 256 };

struct lint_shared {
	struct arena arena;
	list_of(struct shared_facts *) list;
};

struct lint_shared *run_shared_new(void)
{
	struct lint_shared *store = memory_resize(NULL, sizeof *store);
	*store = (struct lint_shared){.arena = ARENA_INIT};
	return store;
}

void run_shared_tidy(struct lint_shared *store)
{
	if (store->list.count < MOST)
		return;
	arena_release(&store->arena);
	*store = (struct lint_shared){.arena = ARENA_INIT};
}

void run_shared_free(struct lint_shared *store)
{
	if (store)
		arena_release(&store->arena);
	free(store);
}

static bool same_vectors(const struct vectors *a, const struct vectors *b)
{
	if (a->class_count != b->class_count)
		return false;
	for (size_t i = 0; i < a->class_count; i++) {
		if (!text_same(a->classes[i], b->classes[i]) ||
		    a->permission_counts[i] != b->permission_counts[i])
			return false;
		for (size_t j = 0; j < a->permission_counts[i]; j++)
			if (!text_same(a->permissions[i][j],
				       b->permissions[i][j]))
				return false;
	}
	return true;
}

/* With names of its own. */
static void copy_vectors(const struct registry *registry,
			 const struct policy *policy, struct arena *arena,
			 struct vectors *vectors)
{
	vectors_of_policy(registry, policy, arena, vectors);
	for (size_t i = 0; i < vectors->class_count; i++) {
		vectors->classes[i] = arena_string(arena, vectors->classes[i]);
		for (size_t j = 0; j < vectors->permission_counts[i]; j++)
			vectors->permissions[i][j] =
				arena_string(arena, vectors->permissions[i][j]);
	}
}

static struct shared_facts *make(const struct registry *registry,
				 const struct host_build *host,
				 unsigned release, const struct policy *policy,
				 struct arena *arena)
{
	struct shared_facts *facts = arena_alloc(arena, 1, sizeof *facts);
	facts->registry = registry;
	facts->host = host;
	facts->release = release;
	facts->arena = arena;
	copy_vectors(registry, policy, arena, &facts->vectors);
	const struct way_request request = {registry, release, &facts->vectors,
					    host};
	facts->ways = release_ways_make(&request, arena);
	groups_make(registry, facts->ways, arena, &facts->groups);
	return facts;
}

struct shared_facts *shared_find(struct lint_shared *store,
				 const struct registry *registry,
				 const struct host_build *host,
				 unsigned release, const struct policy *policy,
				 struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	struct shared_facts *found = NULL;
	struct vectors vectors;
	if (!store)
		return make(registry, host, release, policy, arena);
	vectors_names(policy, &scratch, &vectors);
	for (size_t i = 0; i < store->list.count && !found; i++) {
		struct shared_facts *facts = store->list.items[i];
		if (facts->registry == registry && facts->host == host &&
		    facts->release == release &&
		    same_vectors(&facts->vectors, &vectors))
			found = facts;
	}
	arena_release(&scratch);
	if (found)
		return found;
	found = make(registry, host, release, policy, &store->arena);
	*list_push(&store->list, &store->arena) = found;
	return found;
}

const uint32_t *shared_asked(const struct shared_facts *facts,
			     bool (*is_meant)(const struct access *access),
			     struct arena *arena)
{
	uint32_t *asked =
		arena_alloc(arena, facts->vectors.class_count, sizeof *asked);
	for (size_t i = 0; i < facts->ways->count; i++) {
		const struct op_ways *op = &facts->ways->ops[i];
		for (size_t j = 0; j < op->count; j++)
			for (unsigned k = 0; k < op->ways[j].access_count;
			     k++) {
				const struct way_access *access =
					&op->ways[j].accesses[k];
				if (access->permission &&
				    (!is_meant || is_meant(access->access)))
					asked[access->object_class] |=
						access->permission;
			}
	}
	return asked;
}

const struct op_ways *run_op_ways(const struct run *run, const struct op *op)
{
	const struct shared_facts *facts = run->shared;
	const struct op_ways *ways =
		facts->ways->of_op[op - run->registry->ops];
	if (ways)
		return ways;
	const struct way_request request = {run->registry, run->release,
					    &facts->vectors, facts->host};
	struct op_ways *made = arena_alloc(run->arena, 1, sizeof *made);
	op_ways_make(&request, op, run->arena, made);
	return made;
}

bool run_is_mere_name(const struct run *run, const struct op *op)
{
	const struct registry *registry = run->registry;
	if (!run->shared->ways->of_op[op - registry->ops] ||
	    op_ways_end(run_op_ways(run, op), WAY_PASSES))
		return false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *part = &registry->ops[i];
		if (part->parent != NO_INDEX &&
		    &registry->ops[part->parent] == op &&
		    release_set_has(&part->in, run->release) &&
		    op_stands_apart(registry, part, run->release))
			return true;
	}
	return false;
}

const struct plan *run_plan(const struct run *run, const struct op *op)
{
	const struct release_ways *ways = run->shared->ways;
	const struct op_ways *found = ways->of_op[op - run->registry->ops];
	return &run->shared->groups.plans[found - ways->ops];
}
