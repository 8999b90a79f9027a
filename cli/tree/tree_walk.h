/*
 * Following a hook through its code, with what its arguments are: which
 * checks it comes to, and what it returns.  For the files of tree/ only.
 */
#ifndef TREE_TREE_WALK_H
#define TREE_TREE_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct function;

/* One of the things that a variable may be, or one bit of a mask. */
struct tree_atom {
	const char *text; /* as the code has it, with the arguments put in */
	bool certain;	  /* else only under some condition */
};

struct value {
	list_of(struct tree_atom) atoms;
};

struct variable {
	const char *name; /* "perm", "data.perm", "*sid" */
	struct value value;
};

struct variables {
	list_of(struct variable) list;
};

/* A branch of a switch that is to be taken. */
struct choice {
	const struct tree_statement *of, *branch;
};

/* One run through a function, and through those that it calls. */
struct walk {
	const struct functions *functions;
	struct arena *arena;
	struct tree_hook *hook; /* that the checks are for */
	const struct choice *choices;
	size_t choice_count;
	unsigned statements; /* followed so far */
	unsigned long *left; /* of the work for all hooks together */
	unsigned nesting;    /* of expressions */
	bool unknown;	     /* it came to avc_unknown_permission() */
};

/* What the expression of a switch is, once a branch was chosen. */
struct fact {
	const char *expression; /* "op->cmd" */
	const char *value;	/* the case's, NULL: default */
	const struct tree_statement *of;
};

/* A function that is being followed. */
struct call {
	struct walk *walk;
	const struct function *function;
	const struct call *caller;
	unsigned depth;
	struct variables variables;
	list_of(struct fact) facts;
	bool certain;  /* the code always comes here, if nothing refuses */
	bool escaped;  /* but for a condition under which it returned before */
	unsigned ways; /* conditions around what is followed */
	const char *tested; /* variable that the innermost one tests */
	unsigned guard;	    /* #if around what is followed */
	const char *label;  /* innermost case that was not chosen, or NULL */
	struct value returned;
	struct value assigned; /* by the last assignment */
};

/* Whether the code comes here whenever nothing was refused. */
bool call_is_certain(const struct call *call);

/* Whether a condition holds, as far as that is known. */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/* Follows a function with these arguments; what it returns. */
struct value function_follow(struct walk *walk, const struct function *function,
			     const struct value *arguments, size_t count,
			     const struct call *caller);

/*
 * Takes that from the work that is left: one for a statement, one for each word
 * of an expression.  False: there is not so much.
 */
bool walk_spend(struct walk *walk, size_t work);

/* The hook cannot be followed: only the first reason is kept. */
void walk_undecided(struct walk *walk, const char *reason);

#endif
