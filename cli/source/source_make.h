/*
 * As much of make as the makefiles of policies use, to know what they would
 * give to m4.  What is not understood casts doubt on the variables that depend
 * on it; doubt on what decides the policy is an error.
 */
#ifndef SOURCE_SOURCE_MAKE_H
#define SOURCE_SOURCE_MAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/map.h"

/* Why a value is not known, and where; why NULL: it is known. */
struct make_doubt {
	const char *why;
	struct location at;
};

struct make_variable {
	const char *name;
	const char *value; /* of a simple one as it is, else to be expanded */
	bool simple;
	bool busy;	    /* it is being expanded */
	struct location at; /* where it was set last */
	struct make_doubt doubt;
};

struct make_line {
	const char *text;
	struct location at;
	struct make_doubt doubt; /* whether it is there at all */
};

struct make_words {
	list_of(const char *) list;
};

struct make_rule {
	const char *head; /* its line as it stands there */
	struct make_words targets, prerequisites;
	list_of(struct make_line) recipe;
	struct location at;
	struct make_doubt doubt;	      /* on its targets */
	struct make_doubt prerequisite_doubt; /* and what they are made of */
};

struct make {
	const char *directory; /* that make runs in */
	struct arena *arena;
	struct diags *diags;
	struct map variables; /* struct make_variable, by name */
	list_of(struct make_variable *) order;
	list_of(struct make_rule *) rules;
	struct make_words files; /* that were read, from the directory */
	size_t spent;		 /* steps and bytes, of MAKE_BUDGET */
	unsigned depth;		 /* of expansions in each other */
};

enum {
	/* Makefiles of policies take some thousand bytes of these. */
	MAKE_BUDGET = 4 * 1024 * 1024,
	MAKE_VALUE = 64 * 1024,
	MAKE_DEPTH = 100,
	MAKE_RULES = 1000
};

/* --- All of it (source_make.c) ---------------------------------------------
 */

/* What m4 is given. */
struct make_policy {
	bool found; /* there is a rule for policy.conf */
	/*
	 * The older build: m4 reads what others make of the files, in ways
	 * that are known (source_make_recipe.c).
	 */
	bool made;
	struct location at;
	struct make_words definitions, files; /* for m4, in its order */
};

/*
 * Reads the makefile that make would take in the directory, if there is one.
 * False with a message where it is not known what m4 would be given.
 */
bool make_open(struct make *make, struct make_policy *policy);

/* A line NAME OPERATION VALUE. */
struct make_setting {
	const char *name, *operation, *value;
};

/* --- Commands (source_make_recipe.c) ---------------------------------------
 */
enum make_command {
	COMMAND_M4,
	COMMAND_HARMLESS, /* it changes nothing of the policy */
	COMMAND_OTHER
};

#endif
