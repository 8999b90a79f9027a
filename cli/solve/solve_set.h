/* Sets of types, a bit for each; for solve/ only. */
#ifndef SOLVE_SOLVE_SET_H
#define SOLVE_SOLVE_SET_H

#include "solve/solve.h"

/* Sets of one size, used over and over. */
struct set_pool {
	size_t word_count;
	struct arena *arena;
	list_of(uint64_t *) free;
};

/* An empty set, to be given back. */
uint64_t *set_take(struct set_pool *pool);
void set_give_back(struct set_pool *pool, uint64_t *set);

/* One that is kept as long as the arena. */
uint64_t *set_new(const struct set_pool *pool);

void set_copy(uint64_t *to, const uint64_t *from, size_t word_count);
void set_clear(uint64_t *set, size_t word_count);
void set_unite(uint64_t *to, const uint64_t *from, size_t word_count);
void set_cut(uint64_t *to, const uint64_t *from, size_t word_count);

/* Whether both have a type in common. */
bool sets_meet(const uint64_t *a, const uint64_t *b, size_t word_count);

#endif
