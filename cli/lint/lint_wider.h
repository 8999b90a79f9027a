/* Which known conditions are wider than another one. */
#ifndef LINT_LINT_WIDER_H
#define LINT_LINT_WIDER_H

#include "base/map.h"

struct condition_texts {
	const char **items;
	size_t count, capacity;
};

/* The conditions of an older policy or of a baseline, as text. */
struct wider {
	struct condition_texts all; /* each once */
	struct map known, results;
	struct arena *arena;
};

/* NULL, always, need not be added. */
void wider_add(struct wider *wider, const char *condition);

/*
 * Those that hold wherever the narrow one does; NULL, always, is the first of
 * them.  Each narrow one is worked out once.
 */
const struct condition_texts *wider_of(struct wider *wider, const char *narrow);

#endif
