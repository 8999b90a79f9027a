/* From what a caller is granted on some type to the queries that it may pass.
 */
#include "solve/solve_index.h"
#include "solve/solve_state.h"

/*
 * A query is found by one of the permissions that it asks of the caller: the
 * one that fewest callers have.
 */
struct query_index {
	size_t count, word_count; /* of numbers, and of their sets */
	unsigned *holders;	  /* by class and bit: so many callers */
	uint32_t *keys;		  /* by class: the permissions that find some */
	list_of(unsigned) * found; /* by class and bit: the numbers */
	uint64_t *all, *any_caller, *likely;
};

static const uint32_t *granted_to(const struct solver *solver, unsigned caller)
{
	const struct rights *rights = solver->setting.rights;
	return rights->any_sometimes +
	       (size_t)caller * rights->policy->class_count;
}

static void count_holders(const struct solver *solver,
			  struct query_index *index)
{
	const struct policy *policy = solver->setting.rights->policy;
	for (unsigned i = 0; i < policy->type_count; i++) {
		const uint32_t *granted = granted_to(solver, i);
		if (solver->setting.caller_rank[i] == NO_TYPE)
			continue;
		for (unsigned j = 0; j < policy->class_count; j++)
			for (uint32_t left = granted[j]; left; left &= left - 1)
				index->holders[j * 32 +
					       (unsigned)__builtin_ctz(left)]++;
	}
}

struct query_index *query_index_make(struct solver *solver, size_t count)
{
	const size_t classes = solver->setting.rights->policy->class_count;
	struct arena *arena = solver->arena;
	struct query_index *index = arena_alloc(arena, 1, sizeof *index);
	index->count = count;
	index->word_count = count / 64 + 1;
	index->holders =
		arena_alloc(arena, classes * 32, sizeof *index->holders);
	index->keys = arena_alloc(arena, classes, sizeof *index->keys);
	index->found = arena_alloc(arena, classes * 32, sizeof *index->found);
	index->all = arena_alloc(arena, index->word_count, sizeof(uint64_t));
	index->any_caller =
		arena_alloc(arena, index->word_count, sizeof(uint64_t));
	index->likely = arena_alloc(arena, index->word_count, sizeof(uint64_t));
	count_holders(solver, index);
	return index;
}

/* The permission by which the query is found; false: whoever calls may pass. */
static bool find_key(const struct query_index *index, const struct query *query,
		     unsigned *object_class, unsigned *bit)
{
	unsigned fewest = 0;
	bool found = false;
	for (unsigned i = 0; i < query->atom_count; i++) {
		const struct requirement *asked = &query->atoms[i].asked;
		if (query->atoms[i].relation)
			continue;
		for (uint32_t left = asked->permissions; left;
		     left &= left - 1) {
			const unsigned one = (unsigned)__builtin_ctz(left);
			const unsigned holders =
				index->holders[asked->object_class * 32 + one];
			if (found && holders >= fewest)
				continue;
			found = true;
			fewest = holders;
			*object_class = asked->object_class;
			*bit = one;
		}
	}
	return found;
}

void query_index_add(const struct solver *solver, struct query_index *index,
		     const struct query *query, unsigned number)
{
	unsigned object_class, bit;
	if (query->hopeless)
		return;
	set_add(index->all, number);
	if (!find_key(index, query, &object_class, &bit)) {
		set_add(index->any_caller, number);
		return;
	}
	index->keys[object_class] |= UINT32_C(1) << bit;
	*list_push(&index->found[object_class * 32 + bit], solver->arena) =
		number;
}

const uint64_t *query_index_likely(const struct solver *solver,
				   struct query_index *index)
{
	const uint32_t *granted = granted_to(solver, solver->row.caller);
	const unsigned classes = solver->setting.rights->policy->class_count;
	if (solver->row.permissive)
		return index->all;
	set_copy(index->likely, index->any_caller, index->word_count);
	for (unsigned i = 0; i < classes; i++)
		for (uint32_t left = granted[i] & index->keys[i]; left;
		     left &= left - 1) {
			const size_t key =
				i * 32 + (unsigned)__builtin_ctz(left);
			for (size_t j = 0; j < index->found[key].count; j++)
				set_add(index->likely,
					index->found[key].items[j]);
		}
	return index->likely;
}
