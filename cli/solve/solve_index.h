/* From what a caller is granted on some type to queries that it may pass. */
#ifndef SOLVE_SOLVE_INDEX_H
#define SOLVE_SOLVE_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct query;
struct query_index;
struct solver;

/* For numbers below the count. */
struct query_index *query_index_make(struct solver *solver, size_t count);

/* Several queries can have the number. */
void query_index_add(const struct solver *solver, struct query_index *index,
		     const struct query *query, unsigned number);

/*
 * The numbers of the queries that the loaded caller may pass: of all others it
 * has not what they ask, on no type and in no state.  Until it is asked again.
 */
const uint64_t *query_index_likely(const struct solver *solver,
				   struct query_index *index);

#endif
