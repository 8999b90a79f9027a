/* Public headers through the preprocessor, once for each architecture. */
#ifndef TREE_TREE_HEADER_H
#define TREE_TREE_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diags.h"

struct tree;

/* A macro that a public header defines as a number. */
struct tree_macro {
	const char *name;
	int64_t value;
	const char *file; /* named as in a source tree */
	unsigned line;
	const char *within; /* tag of the struct that it stands in, or "" */
	const char *member; /* last member above it in there, or "" */
	unsigned arches;    /* enum tree_arch: that define it like this */
	const char *alias;  /* macro that it is another name for, or NULL */
};

/* Sorted by name, then by value. */
struct tree_macros {
	list_of(struct tree_macro) list;
};

/*
 * The macros that these headers define, and those that they include, as the
 * hypervisor and the tools of a 64-bit x86 or Arm see them.  Headers that the
 * tree does not have are left out.  $CC is the preprocessor, or else cc.
 * False with a message when a header does not get through it.
 */
bool tree_read_macros(const struct tree *tree, const char *const headers[],
		      size_t count, struct arena *arena, struct diags *diags,
		      struct tree_macros *macros);

/* The first row of that name, and how many there are; NULL: none. */
const struct tree_macro *tree_find_macro(const struct tree_macros *macros,
					 const char *name, size_t *count);

#endif
