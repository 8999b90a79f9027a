/*
 * Where the hypervisor calls hooks of XSM: which function, behind which case,
 * in which build, with which arguments.  Every file of C is looked at, so that
 * a call that is new, or gone, is seen wherever it stands.
 */
#ifndef TREE_TREE_CALL_H
#define TREE_TREE_CALL_H

#include <stdbool.h>

#include "tree/tree_vector.h"

struct tree;

/*
 * A call of one of XSM's hooks, or what decides in a function of a security
 * module: a question of FLASK; in the modules that need no policy a default
 * action, an if, a return, each as the call of a function of that name.
 */
struct tree_call {
	const char *file, *function;
	const char *hook;    /* "xsm_domctl" */
	const char *passes;  /* a word an argument: "XSM_PRIV d op.cmd" */
	const char *label;   /* cases around it: "XEN_DOMCTL_set_target", "" */
	const char *guard;   /* of all #if around it, or "" */
	unsigned line;	     /* of the first */
	unsigned times;	     /* that all this is so */
	bool without_policy; /* in a module that needs none */
};

struct tree_calls {
	list_of(struct tree_call) list;	  /* sorted, as below */
	list_of(struct tree_name) hidden; /* files with macros that call one */
};

/* By file, function, cases, hook, arguments and build. */
int tree_call_compare(const struct tree_call *a, const struct tree_call *b);

/*
 * All calls in the C files below xen/.  False with a message when one of those
 * cannot be read.
 */
bool tree_read_calls(const struct tree *tree, struct arena *arena,
		     struct diags *diags, struct tree_calls *calls);

#endif
