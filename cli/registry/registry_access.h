/* What the hypervisor checks for an op, and how that is said. */
#ifndef REGISTRY_REGISTRY_ACCESS_H
#define REGISTRY_REGISTRY_ACCESS_H

#include <stdbool.h>

#include "registry/registry_tables.h"

struct op;

/* Who calls the op so stops the host, before anything can refuse it. */
struct crash {
	const char *by;	    /* "its hook reads ..." */
	const char *build;  /* where alone it does, or NULL: every one */
	const char *when;   /* condition, or NULL: always */
	const char *source; /* "file:function" */
	struct span builds; /* the same as conditions: all must hold */
	struct span whens;
	struct release_set in;
};

enum access_kind {
	ACCESS_ASKED,	/* the operation fails when it is refused */
	ACCESS_FILTER,	/* a refusal only leaves things out of the answer */
	ACCESS_IGNORED, /* asked, but the result is not used */
	ACCESS_NONE,	/* no FLASK check is made */
	ACCESS_UNKNOWN, /* the hook does not know the op */
};

enum access_subject { SUBJECT_CALLER, SUBJECT_TARGET, SUBJECT_OTHER };

/* What the hypervisor checks for an op: subject, object, class, permission. */
struct access {
	enum access_kind kind;
	enum access_subject subject;
	const char *object;	  /* "target", "xen", "device", ... */
	const char *object_class; /* as the code passes it; NULL: none */
	const char *permission;	  /* that the passed bit means in that class */
	const char *nominal;	  /* CLASS:PERMISSION it is named after if
				     another one, or NULL */
	const char *gives;	  /* its subject power over the object, or
				     where none is asked over anything: words
				     as in registry.rng, or NULL */
	/* The words of its conditions, for people; NULL: there are none. */
	const char *build;  /* that alone asks it */
	const char *picked; /* what picks its alternative */
	const char *when;   /* under which alone it is asked */
	const char *source; /* "xen/xsm/flask/hooks.c:flask_domctl" */
	/* The same as conditions, of struct condition_use: all must hold. */
	struct span builds, picks, whens;
	/* What whens and picks are about, together: enum condition_about. */
	unsigned about;
	/* What its permission is about: enum permission_about. */
	unsigned asks;
	/*
	 * Alternatives: of the accesses with the same choice (from 1; 0: none)
	 * those of exactly one alternative ('a', 'b', ...) are asked.
	 */
	unsigned choice;
	char alternative;
	bool by_hardware; /* the choice is not the caller's */
	/* Its subject is asked as the device model of the object: each that
	 * there is needs it, whoever calls. */
	bool as_model;
	/* What its alternative asks is asked, and then fails for everyone. */
	bool refused;
	/* The host stops before it is asked: see the op's crashes. */
	bool unreached;
	struct release_set in;
};

/* What is known of the accesses that an op needs in a release. */
struct op_accesses {
	bool recorded;
	/*
	 * Those of the op and of its parents, in the order they are asked;
	 * an op that is unchecked has none of its parents'.
	 */
	list_of(const struct access *) list;
};

void registry_op_accesses(const struct registry *registry, const struct op *op,
			  unsigned release, struct arena *arena,
			  struct op_accesses *accesses);

const char *access_kind_name(enum access_kind kind);

/* Whether the word is among the powers that the access gives. */
bool access_gives(const struct access *access, const char *power);

/*
 * What the access depends on, and what it effects if that is not all: "filter;
 * build: x86; what picks it; the condition", as far as there is; or "".
 */
const char *access_condition(const struct access *access, struct arena *arena);

/* On what the crash depends: "build: x86; the condition", or "". */
const char *crash_condition(const struct crash *crash, struct arena *arena);

const char *access_subject_name(enum access_subject subject);

#endif
