/* Sets of types, a bit for each. */
#ifndef SOLVE_SOLVE_SET_H
#define SOLVE_SOLVE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/* A set is an array of words, with a bit for each type. */
static inline bool set_has(const uint64_t *words, unsigned type)
{
	return words[type / 64] >> type % 64 & 1;
}

static inline void set_add(uint64_t *words, unsigned type)
{
	words[type / 64] |= UINT64_C(1) << type % 64;
}

/* The first type of the set from that one on; limit: there is none. */
unsigned set_next(const uint64_t *words, unsigned from, unsigned limit);

/* How many words a set of so many types has. */
static inline size_t set_words(unsigned type_count)
{
	return type_count / 64 + 1;
}

unsigned set_count(const uint64_t *words, size_t word_count);
bool set_is_empty(const uint64_t *words, size_t word_count);

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
