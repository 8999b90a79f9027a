/* Sets of types, used over and over. */
#include <stdlib.h>

#include "check/solve.h"

void type_set_add(struct type_set *set, unsigned type)
{
	if (!set->has[type])
		set->items[set->count++] = type;
	set->has[type] = true;
}

int type_compare(const void *a, const void *b)
{
	const unsigned *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Many are found again in the order of types faster than they are sorted. */
void type_set_sort(struct type_set *set)
{
	bool sorted = true;
	for (unsigned i = 1; i < set->count && sorted; i++)
		sorted = set->items[i - 1] < set->items[i];
	if (sorted)
		return;
	if (set->count < set->capacity / 64) {
		qsort(set->items, set->count, sizeof *set->items, type_compare);
		return;
	}
	unsigned count = 0;
	for (unsigned i = 0; count < set->count; i++)
		if (set->has[i])
			set->items[count++] = i;
}

struct type_set *solver_take_set(struct solver *solver)
{
	struct arena *arena = solver->rights->arena;
	unsigned count = solver->run->policy->type_count;
	if (solver->free_sets.count)
		return solver->free_sets.items[--solver->free_sets.count];
	struct type_set *set = arena_alloc(arena, 1, sizeof *set);
	set->has = arena_alloc(arena, count, sizeof *set->has);
	set->items = arena_alloc(arena, count, sizeof *set->items);
	set->capacity = count;
	return set;
}

void solver_give_back(struct solver *solver, struct type_set *set)
{
	for (unsigned i = 0; i < set->count; i++)
		set->has[set->items[i]] = false;
	set->count = 0;
	*list_push(&solver->free_sets, solver->rights->arena) = set;
}
