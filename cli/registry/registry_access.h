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

/* What passing an access gives its subject, as registry.rng says it: bits. */
enum access_power {
	POWER_POLICY = 1 << 0,
	POWER_BOOLEANS = 1 << 1,
	POWER_RESOURCE_LABELS = 1 << 2,
	POWER_LABEL = 1 << 3,
	POWER_MEMORY = 1 << 4,
	POWER_STATE = 1 << 5,
	POWER_READ = 1 << 6,
	POWER_READ_ANY = 1 << 7,
	POWER_INTROSPECT = 1 << 8,
	POWER_DEVICE_MODEL = 1 << 9,
	POWER_HYPERVISOR = 1 << 10,
	POWER_UNISOLATED_DEVICE = 1 << 11,
	POWER_DEVICE = 1 << 12,
	POWER_DEVICE_INTERRUPTS = 1 << 13,
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
	unsigned powers;	  /* the same: bits of enum access_power */
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

/* The word that the registry has for the power. */
const char *power_name(enum access_power power);

/* All of them, in the order of their bits, NULL-terminated. */
extern const char *const power_names[];

/*
 * What the access depends on, and what it effects if that is not all: "filter;
 * build: x86; what picks it; the condition", as far as there is; or "".
 */
const char *access_condition(const struct access *access, struct arena *arena);

/* On what the crash depends: "build: x86; the condition", or "". */
const char *crash_condition(const struct crash *crash, struct arena *arena);

const char *access_subject_name(enum access_subject subject);

#endif
