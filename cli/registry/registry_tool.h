/* The toolstack: which of its functions and commands issue which ops. */
#ifndef REGISTRY_REGISTRY_TOOL_H
#define REGISTRY_REGISTRY_TOOL_H

#include <stdbool.h>

#include "registry/registry_tables.h"

struct op;

/*
 * A function of Xen's libraries ("xc_domain_pause"), a command ("xl pause") or
 * a program ("libxl-save-helper").
 */
struct tool {
	struct text_ref name;
	struct text_ref after; /* another, which always goes before; or NULL */
	struct release_set in;
	struct span uses; /* of struct tool_use */
};

/* What a tool uses: macros of ops, requests to the kernel, other tools. */
struct tool_use {
	struct text_ref always; /* words, or NULL: outside of any if or loop */
	struct text_ref may;	/* words, or NULL: by arguments and state */
	struct release_set in;
};

/* What a kernel does for a process that asks it. */
struct kernel_request {
	const char *name;   /* "IOCTL_EVTCHN_NOTIFY" */
	const char *kernel; /* a kind that does so ("pv"), or NULL: any */
	const char *issues; /* macros of ops, or NULL: none by itself */
	bool passes_on;	    /* the hypercall that the process names */
	const char *source; /* file:function, of Linux */
};

/* An op that a tool issues, and how it comes to it. */
struct tool_op {
	const struct op *op;
	bool may;			      /* or always */
	const char *by;			      /* tools below it: "a > b" */
	const struct kernel_request *request; /* that it goes through; NULL */
	const struct tool *first; /* that goes before the tool; or NULL */
};

struct tool_ops {
	list_of(struct tool_op) list; /* always first, then by name */
	bool passes_on; /* it hands on hypercalls: what is named elsewhere */
};

/* The tool of that name, or NULL. */
const struct tool *registry_find_tool(const struct registry *registry,
				      const char *name);

/*
 * The ops that the tool issues in a release that has it, by itself and by the
 * tools that it calls, each by a shortest way, and once.
 */
void registry_tool_ops(const struct registry *registry, const struct tool *tool,
		       unsigned release, struct arena *arena,
		       struct tool_ops *ops);

#endif
