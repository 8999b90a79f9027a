/* The functions of a C file: names, parameters, bodies. */
#ifndef TREE_TREE_FUNCTION_H
#define TREE_TREE_FUNCTION_H

#include <stdbool.h>

#include "base/memory.h"

struct source;

struct function {
	const struct source *source;
	const char *name;
	unsigned line, guard;
	list_of(const char *) parameters;
	list_of(const char *) domains;	   /* of those: a struct domain's */
	const struct tree_statement *body; /* the first, or NULL */
	const char *broken; /* why it cannot be followed, or NULL */
};

struct functions {
	list_of(struct function) list;
};

/* Adds the functions of the source in their order. */
void functions_read(const struct source *source, struct arena *arena,
		    struct functions *functions);

/* Whether the guard holds wherever the inner one does. */
bool guard_covers(const struct source *source, unsigned guard, unsigned inner);

#endif
