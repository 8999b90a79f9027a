/*
 * Source trees: which files make the policy, what m4 makes of them, and where
 * each rule of that stands.
 */
#ifndef SOURCE_SOURCE_TREE_H
#define SOURCE_SOURCE_TREE_H

#include <stdbool.h>

#include "base/process_confine.h"

/* A file of a tree. */
struct source_file {
	const char *name;  /* from the directory that m4 runs in */
	const char *shown; /* from the directory that the user is in */
	/*
	 * m4 reads it twice: its interfaces become definitions only when they
	 * have been read by themselves.
	 */
	bool interfaces;
};

struct source_tree {
	const char *path;		   /* as the user gave it */
	const char *directory;		   /* that m4 runs in */
	list_of(struct source_file) files; /* in the order of the policy */
	list_of(const char *) definitions; /* NAME or NAME=VALUE */
	struct confinement confinement;	   /* of m4 */
	/* Declarations and SIDs may stand anywhere: they are put in order. */
	bool unordered;
};

/*
 * Finds the files and settings of the tree, in the arena.  False with a
 * message: what is missing.
 */
bool source_tree_find(const char *path, struct arena *arena,
		      struct diags *diags, struct source_tree *tree);

#endif
