/*
 * A Xen source tree, or installed public headers, as plain sorted rows: what
 * the preprocessor makes of the headers, the access vectors as the
 * hypervisor's generator numbers them, and what FLASK's hooks ask.
 *
 * Knows nothing of the registry.  A tree is input that nobody vouches for:
 * the preprocessor runs with limits, everything else is read as text.
 */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"

/* Where the public headers stand in a source tree. */
#define TREE_HEADERS "xen/include/public/"

enum tree_kind {
	TREE_SOURCE,	   /* the top of Xen's sources */
	TREE_HEADERS_ONLY, /* the directory that holds xen.h, domctl.h, ... */
};

struct tree {
	const char *path; /* as it was given; not owned */
	enum tree_kind kind;
};

/*
 * Whether the directory is there and holds what the kind has: public headers,
 * and of a source tree FLASK's hooks.  False with a message where not.
 */
bool tree_open(const struct tree *tree, struct diags *diags);

/*
 * The path of a file that is named as in a source tree ("xen/Makefile"), in
 * the arena.  Of headers alone, only names below TREE_HEADERS have one: else
 * NULL.
 */
const char *tree_path(const struct tree *tree, const char *file,
		      struct arena *arena);

/* Whether the tree has the file, named as above. */
bool tree_has(const struct tree *tree, const char *file, struct arena *arena);

/* --- Public headers (tree_header.c) ----------------------------------- */

enum tree_arch { TREE_X86 = 1, TREE_ARM = 2, TREE_ALL = 3 };

/* A macro that a public header defines as a number. */
struct tree_macro {
	const char *name;
	int64_t value;
	const char *file; /* named as in a source tree */
	unsigned line;
	const char *within; /* tag of the struct that it stands in, or "" */
	const char *member; /* last member above it in there, or "" */
	unsigned arches;    /* enum tree_arch: that define it like this */
	const char *alias;  /* macro that it is another name for, or NULL */
};

/* Sorted by name, then by value. */
struct tree_macros {
	list_of(struct tree_macro) list;
};

/*
 * The macros that these headers define, and those that they include, as the
 * hypervisor and the tools of a 64-bit x86 or Arm see them.  Headers that the
 * tree does not have are left out.  $CC is the preprocessor, or else cc.
 * False with a message when a header does not get through it.
 */
bool tree_read_macros(const struct tree *tree, const char *const headers[],
		      size_t count, struct arena *arena, struct diags *diags,
		      struct tree_macros *macros);

/* The first row of that name, and how many there are; NULL: none. */
const struct tree_macro *tree_find_macro(const struct tree_macros *macros,
					 const char *name, size_t *count);

/* --- Classes, permissions, initial SIDs (tree_vector.c) --------------- */

struct tree_name {
	const char *name;
	unsigned line;
};

/* Classes in the order of their numbers, the first is 1; so with SIDs. */
struct tree_class {
	const char *name;
	unsigned line;			       /* in security_classes */
	list_of(struct tree_name) permissions; /* from bit 0 on */
};

struct tree_vectors {
	const char *class_file, *vector_file, *sid_file;
	list_of(struct tree_class) classes;
	list_of(struct tree_name) sids;
};

/* False with messages when a file is missing or has another form. */
bool tree_read_vectors(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_vectors *vectors);

/* --- The release (tree_version.c) ------------------------------------- */

struct tree_release {
	const char *name; /* "4.17.5"; for an unstable tree "4.23.0" */
	bool unstable;	  /* it is on the way to that release */
	unsigned line;	  /* in xen/Makefile */
};

/* By xen/Makefile; false with a message when that does not tell. */
bool tree_read_release(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_release *release);

/* --- Calls of hooks (tree_call.c) ------------------------------------- */

/*
 * A call of one of XSM's hooks, or what decides in a function of a security
 * module: a question of FLASK; in the modules that need no policy a default
 * action, an if, a return, each as the call of a function of that name.
 */
struct tree_call {
	const char *file, *function;
	const char *hook;    /* "xsm_domctl" */
	const char *passes;  /* a word an argument: "XSM_PRIV d op.cmd" */
	const char *label;   /* cases around it: "XEN_DOMCTL_set_target", "" */
	const char *guard;   /* of all #if around it, or "" */
	unsigned line;	     /* of the first */
	unsigned times;	     /* that all this is so */
	bool without_policy; /* in a module that needs none */
};

struct tree_calls {
	list_of(struct tree_call) list;	  /* sorted, as below */
	list_of(struct tree_name) hidden; /* files with macros that call one */
};

/* By file, function, cases, hook, arguments and build. */
int tree_call_compare(const struct tree_call *a, const struct tree_call *b);

/*
 * All calls in the C files below xen/.  False with a message when one of those
 * cannot be read.
 */
bool tree_read_calls(const struct tree *tree, struct arena *arena,
		     struct diags *diags, struct tree_calls *calls);

/* --- Hooks (tree_hook.c) ---------------------------------------------- */

/* Stands between the things that a label may be. */
#define TREE_OR " or "

/* A permission that a hook asks the access vector cache for. */
struct tree_check {
	/* As the code has them, with the arguments put in; TREE_OR between. */
	const char *subject; /* "domain_sid(current->domain)" */
	const char *object;  /* "SECINITSID_XEN" */
	/* "domain" of SECCLASS_DOMAIN; NULL: it is no constant. */
	const char *object_class;
	/* "domain" and "pause" of DOMAIN__PAUSE; NULL: no constant. */
	const char *permission_class, *permission;
	bool certain;	   /* else only under some condition */
	const char *label; /* of the inner case that leads there, or NULL */
	/* Functions that lead there, from the outside, NULL-terminated. */
	const char *const *through;
	unsigned line;
};

/* What comes of a hook when nothing is asked. */
enum tree_answer {
	TREE_PASSES,  /* 0, or something else that is computed */
	TREE_REFUSES, /* an error */
	TREE_UNKNOWN, /* refused, or left to the policy's handle-unknown */
};

/* A function as a whole, or one branch of a switch in it. */
struct tree_hook {
	const char *file, *function;
	bool whole;	   /* the function, whatever its switches look at */
	const char *label; /* else of the case; NULL: default */
	const char *outer; /* and of the case around its switch, or NULL */
	/* Names of the function's parameters that are domains, in order. */
	list_of(const char *) domains;
	unsigned line;
	const char *guard; /* #if conditions around the case, or NULL */
	list_of(struct tree_check) checks;
	enum tree_answer answer;
	/* Nothing more is asked than the checks, unless this has a reason. */
	const char *undecided;
};

/* In the order of the files and their lines. */
struct tree_hooks {
	list_of(struct tree_hook) list;
};

/*
 * What the functions of these files below xen/xsm/flask ask, if the tree has
 * them.  False with a message when one cannot be read at all; a function that
 * cannot be followed is in the list as undecided.
 */
bool tree_read_hooks(const struct tree *tree, const char *const files[],
		     size_t count, struct arena *arena, struct diags *diags,
		     struct tree_hooks *hooks);

/* --- A repository (tree_history.c) ------------------------------------ */
/*
 * git reads it, confined: it starts nothing, whatever the configuration of the
 * repository says, and its answers are read as rows.  Ids have 40 digits.
 */

struct tree_ref {
	const char *name;   /* "refs/tags/RELEASE-4.17.5" */
	const char *commit; /* that it leads to */
};

struct tree_refs {
	list_of(struct tree_ref) list;
};

struct tree_commit {
	const char *id;
	const char *const *parents; /* ids */
	size_t parent_count;
	int64_t time; /* of the author, in seconds from 1970 on */
	const char *author, *subject, *body;
};

struct tree_history {
	list_of(struct tree_commit) list; /* parents before children */
};

struct tree_ids {
	list_of(const char *) list;
};

/* All refs; false with a message where it is no whole repository. */
bool tree_read_refs(const char *repository, struct arena *arena,
		    struct diags *diags, struct tree_refs *refs);

/* The commits that the revisions (ids, "^" before those to stop at) reach. */
bool tree_read_history(const char *repository, const char *const *revisions,
		       size_t count, struct arena *arena, struct diags *diags,
		       struct tree_history *history);

/* Of these the ids of those that touch the paths, which are git's. */
bool tree_read_touching(const char *repository, const char *const *revisions,
			size_t count, const char *const *paths,
			size_t path_count, struct arena *arena,
			struct diags *diags, struct tree_ids *ids);

#endif
