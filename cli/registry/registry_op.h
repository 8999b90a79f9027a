/* Ops: their names and numbers, how they are found, what belongs to them. */
#ifndef REGISTRY_REGISTRY_OP_H
#define REGISTRY_REGISTRY_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry_tables.h"

/* Ops; accesses of one in a release, its parents' among them; alternatives. */
enum { OP_LIMIT = 65535, ACCESS_LIMIT = 64, ALTERNATIVE_LIMIT = 26 };

struct hypercall {
	const char *name; /* "domctl": the name after __HYPERVISOR_ */
	unsigned number;
	const char *header;	 /* "xen/include/public/domctl.h" */
	const char *source;	 /* "file:function" of its checks by default */
	const char *same_ops_as; /* hypercall whose ops it calls, or NULL */
	/* What macros of the header start with that are no ops; or NULL. */
	const char *not_ops; /* words */
	const char *note;    /* or NULL */
	struct release_set in;
	struct release_set accesses_recorded; /* elsewhere: not known */
	struct span needs;		      /* of struct hypercall_need */
	struct span ops;
};

/* What a build must have to have the hypercall at all. */
struct hypercall_need {
	struct span conditions;
	const char *arch; /* "x86", "arm"; NULL: on each */
	struct release_set in;
};

/* A hypercall's subop, or a subop's subop. Ops follow their parent. */
struct op {
	const char *name;   /* full: "XEN_DOMCTL_shadow_op/..." */
	unsigned hypercall; /* index */
	unsigned parent;    /* op's index or NO_INDEX */
	const char *arch;   /* "all", "x86", "arm" */
	const char *header;
	const char *field;   /* that carries its number, or NULL: the usual */
	const char *guard;   /* preprocessor condition, or NULL */
	const char *renamed; /* full name it had before, or NULL */
	const char *note;    /* or NULL */
	struct release_set in;
	struct release_set refused;  /* to everyone, behind the accesses */
	struct release_set x86_only; /* of no use elsewhere */
	struct release_set arm_only; /* likewise */
	struct span numbers;	     /* of struct op_number */
	struct span accesses;	     /* of struct access, in the order asked */
	struct span crashes;	     /* of struct crash */
	struct span cautions;	     /* of struct caution */
	struct span reviews;	/* of struct review: events that are about it */
	struct span unverified; /* of struct unverified */
	struct span system_domains; /* of struct system_domain */
};

/* A domain of Xen's own that an op's arguments can name. */
struct system_domain {
	const char *object; /* "target", "other" */
	const char *sid;    /* "domxen", "domio" */
	struct release_set in;
};

/* What its accesses do not say, and who allows the op should know. */
struct caution {
	const char *kind; /* "unasked", "bystander", ...: see registry.rng */
	const char *text;
	const char *source; /* "file:function" */
	const char *asks;   /* CLASS:PERMISSION of a bystander, or NULL */
	struct release_set in;
};

/* An event about an op with which no document's list changed. */
struct review {
	unsigned event;
};

struct op_number {
	unsigned number;
	struct release_set in;
};

/* What of an op a tree cannot show to a program; it was read. */
struct unverified {
	const char *says;   /* what verify says of it */
	const char *reason; /* why that is right */
	const char *read;   /* "file:function", where it can be read */
	struct release_set in;
};

/* The hypercall of that name; NULL: there is none. */
const struct hypercall *registry_find_hypercall(const struct registry *registry,
						const char *name);

/* The op's number in a release that has it. */
unsigned registry_op_number(const struct registry *registry,
			    const struct op *op, unsigned release);

/* Whether the op of that index is the other, or a part of it. */
bool registry_is_within(const struct registry *registry, unsigned op,
			unsigned whole);

/* Whether the op is a hypercall that has no subops: "__HYPERVISOR_iret". */
bool op_is_hypercall(const struct op *op);

/* The op's own macro: the last part of its name. */
const char *op_macro(const struct op *op);

/* Whether the name, full or its last macro, or the pattern means the op. */
bool op_matches(const struct op *op, const char *pattern);

/*
 * The op of that full name, or of that last macro if it is the only one;
 * NULL: there is none.
 */
const struct op *registry_find_op(const struct registry *registry,
				  const char *name);

/*
 * What a user should know in the release of the op, and of those that it is
 * part of.
 */
size_t registry_op_cautions(const struct registry *registry,
			    const struct op *op, unsigned release,
			    struct arena *arena,
			    const struct caution *const **cautions);

/*
 * The ops of the release that no hook knows, whatever the build, in the
 * registry's order: all are refused, or left to handle-unknown.  Those that
 * fail for everyone anyway are left out, and sub-subops that stand with their
 * parent.
 */
size_t registry_unknown_ops(const struct registry *registry, unsigned release,
			    struct arena *arena, const struct op *const **ops);

/*
 * Whether the op's arguments, or those of an op that it is part of, can name
 * the domain of Xen's own that has that initial SID as the object.
 */
bool registry_names_system(const struct registry *registry, const struct op *op,
			   unsigned release, const char *object,
			   const char *sid);

#endif
