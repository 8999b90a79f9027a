/* The files of a tree. */
#ifndef TREE_TREE_FILE_H
#define TREE_TREE_FILE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"

/* Where the public headers stand in a source tree. */
#define TREE_HEADERS "xen/include/public/"

enum tree_kind {
	TREE_SOURCE,	   /* the top of Xen's sources */
	TREE_HEADERS_ONLY, /* the directory that holds xen.h, domctl.h, ... */
};

struct tree {
	const char *path; /* as it was given; not owned */
	enum tree_kind kind;
};

/*
 * Whether the directory is there and holds what the kind has: public headers,
 * and of a source tree FLASK's hooks.  False with a message where not.
 */
bool tree_open(const struct tree *tree, struct diags *diags);

/*
 * The path of a file that is named as in a source tree ("xen/Makefile"), in
 * the arena.  Of headers alone, only names below TREE_HEADERS have one: else
 * NULL.
 */
const char *tree_path(const struct tree *tree, const char *file,
		      struct arena *arena);

/* Whether the tree has the file, named as above. */
bool tree_has(const struct tree *tree, const char *file, struct arena *arena);

enum tree_arch { TREE_X86 = 1, TREE_ARM = 2, TREE_ALL = 3 };

/* Adds the text of a file of the tree; false with a message. */
bool tree_read(const struct tree *tree, const char *file, struct diags *diags,
	       struct buffer *text);

/* Names as in a source tree, sorted. */
struct tree_files {
	list_of(const char *) list;
};

/*
 * Adds all files below a directory of the tree.  A link is left out where it
 * leads into the tree, and an error elsewhere.  False with a message.
 */
bool tree_list_files(const struct tree *tree, const char *directory,
		     struct arena *arena, struct diags *diags,
		     struct tree_files *files);

#endif
