/* The kinds of lines in the hypervisor's log. */
#ifndef REGISTRY_REGISTRY_LOG_H
#define REGISTRY_REGISTRY_LOG_H

#include <stdbool.h>

#include "registry/registry_range.h"

/* A field of a line on an access. */
struct log_field {
	const char *name;   /* "domid" */
	const char *is;	    /* "source", "target", "device", "irq", ... */
	const char *domain; /* how one is written: "number", "name"; or NULL */
	const char *source; /* "file:function" */
	struct release_set in;
};

enum log_kind {
	LOG_BANNER,
	LOG_UNKNOWN_OP,
	LOG_POLICY_LACKS,
	LOG_POLICY_REFUSED,
	LOG_MODE,
	LOG_LABEL,
	LOG_MASKED,
	LOG_INFORMATION,
	LOG_CUT,
};

/* Another line: what it looks like, and what it means. */
struct log_line {
	enum log_kind kind;
	const char *pattern; /* "Xen version {version} ({rest}" */
	bool refused;	     /* the unknown op is */
	const char *name;    /* of the unknown op, or NULL: it is in the line */
	const char *mode;    /* "enforcing", ...; or NULL */
	const char *source;  /* "file:function" */
	const char *text;    /* for people */
	struct release_set in;
};

/* What a hook calls an op that it does not know. */
struct log_name {
	const char *name;      /* "domctl" */
	const char *hypercall; /* or NULL: it is no op's number */
	const char *of;	       /* macro of the op whose part it is, or NULL */
	const char *source;    /* "file:function" */
	struct release_set in;
};

/* "banner", "unknown-op", ... */
const char *log_kind_name(enum log_kind kind);

/* Whether a hook of some release calls an op that it does not know so. */
bool registry_has_log_name(const struct registry *registry, const char *name);

/* The names of the kinds of lines of a log, NULL-terminated. */
extern const char *const log_kinds[];

#endif
