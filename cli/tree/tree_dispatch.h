/* The tables by which the hypervisor finds the handlers of hypercalls. */
#ifndef TREE_TREE_DISPATCH_H
#define TREE_TREE_DISPATCH_H

#include <stdbool.h>

#include "base/diags.h"
#include "tree/tree_build.h"
#include "tree/tree_file.h"

/* A number with a handler, on one architecture: the tables' rows together. */
struct tree_handled {
	const char *name; /* behind __HYPERVISOR_, tree_number_own_name() */
	enum tree_arch arch;
	const struct tree_build *builds; /* NULL: in each build */
	const char *file;		 /* of the first row */
	unsigned line;
};

/* Another name of a number: __HYPERVISOR_name is __HYPERVISOR_is. */
struct tree_number_name {
	const char *name, *is;
};

struct tree_dispatch {
	list_of(struct tree_handled) list;
	list_of(struct tree_number_name) aliases;
	/* Builds for whose guests there is a table at all, by architecture. */
	const struct tree_build *callers[TREE_ALL];
	bool found[TREE_ALL]; /* a table of the architecture */
};

/* What the number is called first: that which the name is another one of. */
const char *tree_number_own_name(const struct tree_dispatch *table,
				 const char *name);

/* Reads the tables of the tree; false with a message. */
bool tree_read_dispatch(const struct tree *tree, struct arena *arena,
			struct diags *diags, struct tree_dispatch *table);

#endif
