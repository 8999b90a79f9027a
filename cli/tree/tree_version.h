/* Which release a tree is: XEN_VERSION and what follows it in xen/Makefile. */
#ifndef TREE_TREE_VERSION_H
#define TREE_TREE_VERSION_H

#include <stdbool.h>

#include "base/diags.h"

struct tree;

struct tree_release {
	const char *name; /* "4.17.5"; for an unstable tree "4.23.0" */
	bool unstable;	  /* it is on the way to that release */
	unsigned line;	  /* in xen/Makefile */
};

/* By xen/Makefile; false with a message when that does not tell. */
bool tree_read_release(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_release *release);

#endif
