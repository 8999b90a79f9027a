/* The status of an op in a release, and on what it rests. */
#ifndef REGISTRY_REGISTRY_STATUS_H
#define REGISTRY_REGISTRY_STATUS_H

#include <stddef.h>

#include "registry/registry_tables.h"

struct op;

enum statement_mode {
	MODE_LISTED,	 /* covered: the entries */
	MODE_ALL_EXCEPT, /* covered: all but the entries */
	MODE_ALL,	 /* covered: all */
};

/* What a document, or before it the advisory, says of a hypercall. */
struct statement {
	unsigned hypercall;
	unsigned of; /* op whose sub-subops are meant, or NO_INDEX */
	enum statement_mode mode;
	const char
		*document; /* path in Xen's tree; NULL: the event's advisory */
	unsigned event;	   /* that brought it */
	struct release_set in;
	struct span entries; /* in the document's order */
};

struct entry {
	const char *name;    /* as the document writes it: the last macro */
	unsigned op;	     /* NO_INDEX: no release with it has such an op */
	unsigned removed_by; /* event that took it out, or NO_INDEX */
	const char *reason;  /* what that found of the op, or NULL */
	struct release_set in;
	struct release_set absent; /* listed, but not in the headers */
};

/* A step in the history of the statement, with its evidence. */
struct event {
	const char *id;	     /* "audit-2014-05" */
	const char *kind;    /* "listed", "audited", "scope-widened", ... */
	const char *date;    /* YYYY-MM-DD: of the commit, or of the advisory */
	const char *commit;  /* 40 hex digits or NULL */
	const char *subject; /* of the commit, or NULL */
	const char *backports; /* commits, separated by spaces, or NULL */
	const char *advisory;  /* "XSA-77" or NULL */
	const char *evidence;  /* where it is, if it is neither; or NULL */
	const char *summary;   /* what it did, in our words */
	struct release_set in; /* the releases that have it */
};

enum status { STATUS_COVERED, STATUS_SAFE };

enum basis {
	BASIS_LISTED,
	BASIS_NOT_EXCEPTED,
	BASIS_ALL,
	BASIS_AUDITED,
	BASIS_EXCEPTED,
	BASIS_UNLISTED,
};

struct op_status {
	enum status status;
	enum basis basis;
	const struct statement *statement; /* NULL: nothing was said */
	const struct event *event; /* that brought this status; may be NULL */
	/* "memory, read": what its accesses give, if asked; may be NULL */
	const char *gives;
};

const char *status_name(enum status status);
const char *basis_name(enum basis basis);

/* For people: "covered", "safe by the statement". */
const char *status_shown(enum status status);

/* One sentence on what the basis means. */
const char *basis_meaning(enum basis basis);

/* The status of an op in a release that has it; what it gives is not asked. */
struct op_status registry_op_status(const struct registry *registry,
				    const struct op *op, unsigned release);

/*
 * Whether the op is covered there and someone's to have: what fails for
 * everyone is nobody's.
 */
bool registry_op_is_covered(const struct registry *registry,
			    const struct op *op, unsigned release);

/* The status with what the op gives, for basis_shown(). */
struct op_status registry_op_meaning(const struct registry *registry,
				     const struct op *op, unsigned release,
				     struct arena *arena);

/*
 * What is beside the status where people read it: the basis, and what the op
 * gives where it is safe: "unlisted, gives policy".
 */
const char *basis_shown(const struct op_status *status, struct arena *arena);

/* One stretch of releases through which an op's status stayed the same. */
struct op_period {
	struct release_set in;
	struct op_status status;
};

/* The op's status through all its releases, oldest first, in the arena. */
size_t registry_op_history(const struct registry *registry, const struct op *op,
			   struct arena *arena, struct op_period **periods);

/* The statement on the hypercall's ops (or of's sub-ops) in a release. */
const struct statement *registry_statement(const struct registry *registry,
					   unsigned hypercall, unsigned of,
					   unsigned release);

#endif
