/*
 * Source trees: which files make the policy, what m4 makes of them, and where
 * each rule of that stands.
 */
#ifndef SOURCE_SOURCE_TREE_H
#define SOURCE_SOURCE_TREE_H

#include "source/source.h"

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

/* --- Which files (source_tree.c) ---------------------------------------- */

/*
 * Finds the files and settings of the tree, in the arena.  False with a
 * message: what is missing.
 */
bool source_tree_find(const char *path, struct arena *arena,
		      struct diags *diags, struct source_tree *tree);

/* --- Modules and settings (source_setting.c) ----------------------------- */

enum module_style {
	MODULES_ON,  /* "NAME = on", or off */
	MODULES_BASE /* "NAME = base", or module, or off */
};

struct module_list {
	enum module_style style;
	list_of(const char *) names; /* of those that are not off, in order */
};

/* Reads a modules.conf. False with a message. */
bool module_list_read(const char *path, struct arena *arena,
		      struct diags *diags, struct module_list *modules);

/* --- What m4 makes of it (source_m4.c) ----------------------------------- */

/*
 * Adds the policy.conf of the tree to the text, its #line markers naming files
 * as the user does.  False with messages.
 */
bool source_tree_expand(const struct source_tree *tree, struct diags *diags,
			struct buffer *text);

/* --- Where rules stand (source_macro.c) ---------------------------------- */

/* Where the words of a rule or remark of the text stand in the tree. */
struct source_place {
	size_t offset; /* in the text */
	struct location at;
};

/* Sorted by offset.  None where it is not known. */
struct source_places {
	list_of(struct source_place) list;
};

/*
 * Finds out by a second run of m4 where the "allow" and the remarks of the
 * text come from; nothing when the two runs differ in anything else.
 */
void source_tree_places(const struct source_tree *tree,
			const struct buffer *text, struct arena *arena,
			struct source_places *places);

/* The place of what begins there, or NULL. */
const struct location *source_place_find(const struct source_places *places,
					 size_t offset);

/* --- Remarks (source_remark.c) -------------------------------------------- */

/*
 * Adds to the policy's remarks those of the tree that what m4 makes of it does
 * not have: in a module or a branch that is off, or a macro without a call.
 */
void source_tree_remarks(const struct source_tree *tree,
			 const struct source_places *places,
			 struct policy *policy, struct arena *arena);

/* --- Order (source_order.c) ----------------------------------------------- */

/*
 * Moves declarations of attributes and types in front of the rules, and
 * contexts of initial SIDs behind them, each with a #line marker.
 */
void source_put_in_order(struct buffer *text);

#endif
