/*
 * What the toolstack does to ask the hypervisor: which function of Xen's
 * libraries, or command of xl, names which op, or calls which other function.
 */
#ifndef TREE_TREE_TOOL_H
#define TREE_TREE_TOOL_H

#include <stdbool.h>

#include "base/map.h"

struct diags;
struct tree;

enum tree_tool_use_kind {
	USE_OP,	     /* the macro of an op */
	USE_REQUEST, /* one to the kernel: "IOCTL_EVTCHN_NOTIFY" */
	USE_TOOL,    /* the name of another */
};

/* What a tool names, always or in some case. */
struct tree_tool_use {
	enum tree_tool_use_kind kind;
	const char *name;
	bool may; /* within an if, a loop, or as a function's address */
};

/*
 * A function that others may call, a command ("xl pause") or a program
 * ("libxl-save-helper").  What it calls that nobody else may is its own.
 */
struct tree_tool {
	const char *name, *file; /* that defines it first */
	unsigned line;
	bool is_command;
	list_of(struct tree_tool_use) uses; /* by name */
};

/* Where a part begins whose brackets do not match. */
struct tool_place {
	const char *file;
	unsigned line;
};

struct tree_tools {
	list_of(struct tree_tool) list; /* by name */
	/* What stands there, and behind it in the file, is not understood. */
	list_of(struct tool_place) broken;
};

/* Whether the tree has the sources of the toolstack. */
bool tree_has_tools(const struct tree *tree);

/*
 * All that come to use one of the ops, whose macros are the keys of the map,
 * or a request to the kernel; and all commands.  False with a message when a
 * file cannot be read.
 */
bool tree_read_tools(const struct tree *tree, const struct map *ops,
		     struct arena *arena, struct diags *diags,
		     struct tree_tools *tools);

#endif
