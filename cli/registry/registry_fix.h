/* What a release is to the fixes of an op. */
#ifndef REGISTRY_REGISTRY_FIX_H
#define REGISTRY_REGISTRY_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry_tables.h"

struct op;

/* Up to where Xen's sources were read for fixes. */
struct fixes_read {
	const char *commit; /* of the development branch, 10 hex digits */
	const char *date;   /* YYYY-MM-DD */
	const char *paths;  /* that implement ops; "!": in these, not */
};

/*
 * A public change that mends a flaw in the implementation of ops.  Lists are
 * words separated by single blanks.
 */
struct fix {
	struct text_ref commit; /* 10 hex digits */
	struct text_ref date;	/* YYYY-MM-DD */
	struct text_ref kind;	/* "crash", "leak", ...: as in registry.rng */
	struct text_ref introduced; /* commit that brought the flaw, or NULL */
	struct text_ref since;	    /* releases that did, or NULL: not known */
	struct text_ref fixed;	    /* releases that brought the fix; or "" */
	struct text_ref advisory;   /* "XSA-77" or a list, or NULL */
	struct text_ref arch;	    /* "x86", "arm"; NULL: any */
	struct text_ref config;	    /* Kconfig symbols, or NULL: every build */
	struct text_ref supersedes; /* the fix that it mends, or NULL */
	struct text_ref backports;  /* that do not say what they are, or NULL */
	struct text_ref subject;    /* of the commit */
	bool doubtful;		    /* whether it is a fix of these ops */
	bool any_policy;	    /* no policy keeps a domain from the flaw */
	bool by_guest; /* the guest that the op is applied to is the cause */
	struct release_set in;	   /* that have the fix */
	struct release_set flawed; /* that had, or may have had, the flaw */
	struct span ops;	   /* of struct fix_op */
};

struct fix_op {
	unsigned op; /* index */
};

/* What a release is to a fix of an op. */
enum fix_state {
	FIX_PRESENT,	  /* it has the fix */
	FIX_LACKED,	  /* it has the flaw */
	FIX_MAYBE_LACKED, /* it may: the flaw's start, or the fix, is in doubt
			   */
	FIX_NOT_NEEDED,	  /* it never had the flaw, or the op */
};

/* The fix by that commit; NULL: there is none. */
const struct fix *registry_find_fix(const struct registry *registry,
				    const char *commit);

enum fix_state registry_fix_state(const struct fix *fix, const struct op *op,
				  unsigned release);

/*
 * The releases that bring the fix to who has a release without it: the first
 * of the same line, and the first of all later ones; NO_INDEX: none.
 */
struct fix_way {
	unsigned same_line, later_line;
};

struct fix_way registry_fix_way(const struct registry *registry,
				const struct fix *fix, unsigned release);

/* The kinds of fixes, worst first, NULL-terminated. */
extern const char *const fix_kinds[];

/* Where the release gets it: "in 4.17.5", "only from 4.18.0", "in no release".
 */
const char *registry_fix_way_shown(const struct registry *registry,
				   const struct fix *fix, unsigned release,
				   struct arena *arena);

/*
 * The fixes of the op, of those it is part of and of its parts, newest first:
 * how many, and their indices in the arena.
 */
size_t registry_op_fixes(const struct registry *registry, const struct op *op,
			 struct arena *arena, unsigned **fixes);

/* Whether both releases lack the same fixes. */
bool registry_same_fixes(const struct registry *registry, unsigned a,
			 unsigned b);

#endif
