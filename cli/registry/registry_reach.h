/*
 * Whom a security module beside FLASK lets callers do an op to: itself, the
 * guests that it is a device model for, or others.
 */
#ifndef REGISTRY_REGISTRY_REACH_H
#define REGISTRY_REGISTRY_REACH_H

#include <stdbool.h>

#include "registry/registry_tables.h"

struct module;
struct op;

/* On whom somebody can do an op, a bit each. */
enum whom {
	WHOM_ITSELF = 1,
	WHOM_GUESTS = 2, /* that it is the device model of */
	WHOM_OTHERS = 4,
	WHOM_ALL = 7,
};

/* What callers can be to the hypervisor. */
enum caller_kind {
	CALLER_PLAIN,
	CALLER_CONTROL,
	CALLER_XENSTORE,
	CALLER_KINDS
};

/* The same in the registry's words. */
extern const char *const caller_traits[CALLER_KINDS];

/* What a module lets a caller of one kind do. */
struct module_answer {
	unsigned some, always; /* in some of the op's cases, and in each */
	bool nobody;	       /* neither it nor anybody else */
	/* No module is asked: what lets it so is the op's own handler, which
	 * is the same under FLASK. */
	bool by_handler;
};

/* What a module answers of an op in the releases in which it is the same. */
struct op_reach {
	unsigned op, module; /* indices; rows ascend by op */
	bool known;	     /* the registry says who may call it */
	struct module_answer to[CALLER_KINDS];
	struct release_set in;
};

/*
 * Of the op in a release that has it and the module.  The scratch is for work
 * alone, and is empty afterwards.
 */
struct op_reach registry_op_reach(const struct registry *registry,
				  const struct op *op, unsigned release,
				  const struct module *module,
				  struct arena *scratch);

/* The same by the registry's own table; NULL: it has none. */
const struct op_reach *registry_find_reach(const struct registry *registry,
					   const struct op *op,
					   unsigned release,
					   const struct module *module);

/* Makes that table, of all ops, modules and releases: it takes a second. */
void registry_make_reaches(struct registry *registry, struct arena *arena);

#endif
