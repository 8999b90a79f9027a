/*
 * Who may call an op where no policy decides: what the hooks that its handler
 * asks answer by themselves, what a module refuses before them, and what the
 * handler demands of its own.
 */
#ifndef REGISTRY_REGISTRY_MODULE_H
#define REGISTRY_REGISTRY_MODULE_H

#include <stdbool.h>

#include "registry/registry_tables.h"

struct op;

/* A module that decides without a policy. */
struct module {
	const char *name; /* "dummy" */
	struct release_set in;
};

/* A default action, and who passes it: see registry.rng on who. */
struct module_action {
	const char *name; /* "XSM_DM_PRIV" */
	const char *who;  /* "device-model control" */
	struct release_set in;
};

/* What a hook answers where no policy does. */
struct hook_default {
	const char *hook;   /* "xsm_domctl" */
	const char *action; /* that its callers pass, or NULL: none */
	struct release_set in;
	struct span cases; /* of struct default_case; none: by the action */
};

struct default_case {
	const char *of; /* macros of ops, or NULL: those of no other case */
	struct span builds, whens; /* of struct condition_use: all hold */
	const char *action;	   /* that it comes to, or NULL: by who */
	const char *who;
	struct release_set in;
};

/* A hook that a module answers before it asks the default. */
struct hook_override {
	const char *module, *hook;
	const char *who;   /* passes whatever the other domain is */
	struct span whens; /* the others do, too: of struct condition_use */
	struct release_set in;
};

/* What the handlers of some hypercalls demand of who calls. */
struct callers {
	const char *hypercalls; /* words */
	struct span rules;	/* of struct caller_rule */
};

enum caller_rule_kind {
	CALLER_ASKS,  /* a hook */
	CALLER_NEEDS, /* who it says, by a check of the handler's own */
	CALLER_PATH,  /* who it says, and nothing else is asked */
};

struct caller_rule {
	enum caller_rule_kind kind;
	const char *hook;	   /* that is asked, or NULL */
	const char *who;	   /* or NULL: what the hook says */
	const char *of, *except;   /* macros of ops, or NULL */
	bool peer_is_caller;	   /* the hook's other domain is the caller */
	struct span builds, whens; /* of struct condition_use: all hold */
	struct release_set in;
};

/* What the hook asks by default in the release; NULL: it is not known. */
const struct hook_default *registry_hook_default(
	const struct registry *registry, const char *hook, unsigned release);

/* Who may call an op under a module beside FLASK, in one case. */
struct caller_row {
	const char *action; /* that decides: "XSM_PRIV"; "none": no hook */
	/*
	 * Alternatives with spaces between them, "&" where two must hold at
	 * once: anyone, self (the target is the caller), device-model (it is
	 * the caller's target), control, hardware, xenstore, nobody.
	 */
	const char *who;
	const char *condition; /* in words, or "": else */
	/* The same: indices of conditions in ascending order. */
	list_of(unsigned) conditions;
};

struct caller_rows {
	list_of(struct caller_row) list;
};

/*
 * Adds the rows of the op in a release that has it and the module.  False: the
 * registry does not say who may call ops of the hypercall.
 */
bool registry_op_callers(const struct registry *registry, const struct op *op,
			 unsigned release, const struct module *module,
			 struct arena *arena, struct caller_rows *rows);

/* Whether they say the same of who may call, in the same cases and order. */
bool caller_rows_same(const struct caller_rows *a, const struct caller_rows *b);

/* The releases of the hypercalls that it names. */
struct release_set callers_releases(const struct registry *registry,
				    const struct callers *callers);

#endif
