/*
 * Sets of types, a bit for each: a policy of ten thousand types takes 1.2 kB a
 * set, and what joins and cuts them goes by 64 types at once.
 */
#include "solve/solve_set.h"

#include <string.h>

uint64_t *set_new(const struct set_pool *pool)
{
	return arena_alloc(pool->arena, pool->word_count, sizeof(uint64_t));
}

uint64_t *set_take(struct set_pool *pool)
{
	if (!pool->free.count)
		return set_new(pool);
	uint64_t *set = pool->free.items[--pool->free.count];
	set_clear(set, pool->word_count);
	return set;
}

void set_give_back(struct set_pool *pool, uint64_t *set)
{
	*list_push(&pool->free, pool->arena) = set;
}

void set_copy(uint64_t *to, const uint64_t *from, size_t word_count)
{
	if (word_count)
		memcpy(to, from, word_count * sizeof *to);
}

void set_clear(uint64_t *set, size_t word_count)
{
	if (word_count)
		memset(set, 0, word_count * sizeof *set);
}

void set_unite(uint64_t *to, const uint64_t *from, size_t word_count)
{
	for (size_t i = 0; i < word_count; i++)
		to[i] |= from[i];
}

void set_cut(uint64_t *to, const uint64_t *from, size_t word_count)
{
	for (size_t i = 0; i < word_count; i++)
		to[i] &= from[i];
}

bool sets_meet(const uint64_t *a, const uint64_t *b, size_t word_count)
{
	for (size_t i = 0; i < word_count; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

bool set_is_empty(const uint64_t *words, size_t word_count)
{
	for (size_t i = 0; i < word_count; i++)
		if (words[i])
			return false;
	return true;
}

unsigned set_count(const uint64_t *words, size_t word_count)
{
	unsigned count = 0;
	for (size_t i = 0; i < word_count; i++)
		count += (unsigned)__builtin_popcountll(words[i]);
	return count;
}

unsigned set_next(const uint64_t *words, unsigned from, unsigned limit)
{
	while (from < limit) {
		uint64_t rest = words[from / 64] >> from % 64;
		if (rest)
			return from + (unsigned)__builtin_ctzll(rest);
		from = (from / 64 + 1) * 64;
	}
	return limit;
}
