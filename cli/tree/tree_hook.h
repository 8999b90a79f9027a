/* The hooks of a tree: each function, and each branch of its switches. */
#ifndef TREE_TREE_HOOK_H
#define TREE_TREE_HOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

struct tree;

/* Stands between the things that a label may be. */
#define TREE_OR " or "

/* A permission that a hook asks the access vector cache for. */
struct tree_check {
	/* As the code has them, with the arguments put in; TREE_OR between. */
	const char *subject; /* "domain_sid(current->domain)" */
	const char *object;  /* "SECINITSID_XEN" */
	/* "domain" of SECCLASS_DOMAIN; NULL: it is no constant. */
	const char *object_class;
	/* "domain" and "pause" of DOMAIN__PAUSE; NULL: no constant. */
	const char *permission_class, *permission;
	bool certain;	   /* else only under some condition */
	const char *label; /* of the inner case that leads there, or NULL */
	/* Functions that lead there, from the outside, NULL-terminated. */
	const char *const *through;
	unsigned line;
};

/* What comes of a hook when nothing is asked. */
enum tree_answer {
	TREE_PASSES,  /* 0, or something else that is computed */
	TREE_REFUSES, /* an error */
	TREE_UNKNOWN, /* refused, or left to the policy's handle-unknown */
};

/* A function as a whole, or one branch of a switch in it. */
struct tree_hook {
	const char *file, *function;
	bool whole;	   /* the function, whatever its switches look at */
	const char *label; /* else of the case; NULL: default */
	const char *outer; /* and of the case around its switch, or NULL */
	/* Names of the function's parameters that are domains, in order. */
	list_of(const char *) domains;
	unsigned line;
	const char *guard; /* #if conditions around the case, or NULL */
	list_of(struct tree_check) checks;
	enum tree_answer answer;
	/* Nothing more is asked than the checks, unless this has a reason. */
	const char *undecided;
};

/* In the order of the files and their lines. */
struct tree_hooks {
	list_of(struct tree_hook) list;
};

/*
 * What the functions of these files below xen/xsm/flask ask, if the tree has
 * them.  False with a message when one cannot be read at all; a function that
 * cannot be followed is in the list as undecided.
 */
bool tree_read_hooks(const struct tree *tree, const char *const files[],
		     size_t count, struct arena *arena, struct diags *diags,
		     struct tree_hooks *hooks);

/* Without its hooks a source tree is none. */
#define TREE_HOOKS "xen/xsm/flask/hooks.c"

#endif
