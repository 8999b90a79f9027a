/* Whether contexts exist with which all that was chosen may meet. */
#ifndef SOLVE_SOLVE_CONTEXT_H
#define SOLVE_SOLVE_CONTEXT_H

#include <stdbool.h>

struct query;
struct solver;
struct trial;

/* Whether contexts exist for the trial. */
bool contexts_exist(struct solver *solver, const struct query *query,
		    const struct trial *trial);

#endif
