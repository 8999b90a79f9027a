/* The comparison as a whole: which release, which parts. */
#ifndef VERIFY_VERIFY_TREE_H
#define VERIFY_VERIFY_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"
#include "tree/tree.h"

enum difference_kind {
	DIFFERENCE_MISSING,    /* the registry has it, the tree does not */
	DIFFERENCE_NEW,	       /* the tree has it, the registry does not */
	DIFFERENCE_RENUMBERED, /* an op has another number */
	DIFFERENCE_RECHECKED,  /* a hook asks something else for an op */
	DIFFERENCE_ORDER,      /* classes, permissions, SIDs stand otherwise */
	DIFFERENCE_LISTED,     /* the document states something else */
	DIFFERENCE_FIXED,      /* other releases have a fix */
	DIFFERENCE_BY_HAND,    /* the same, and the registry says who read it */
	DIFFERENCE_UNVERIFIED, /* it cannot be decided from the tree alone */
};

const char *difference_kind_name(enum difference_kind kind);

/* What a row is about, for a fragment of a registry. */
enum difference_topic {
	TOPIC_OTHER,
	TOPIC_HYPERCALL,
	TOPIC_OP,
	TOPIC_CLASS,
	TOPIC_PERMISSION,
	TOPIC_SID,
	TOPIC_CALL,
	TOPIC_UNVERIFIED,
};

struct difference {
	enum difference_kind kind;
	const char *subject;  /* "XEN_DOMCTL_pausedomain" */
	const char *registry; /* what the registry says; "": nothing */
	const char *tree;     /* what the tree says; "": nothing */
	const char *file;     /* of the tree; "": none in particular */
	unsigned line;	      /* 0: none in particular */
	enum difference_topic topic;
	const char *name;   /* the macro, class, permission or SID itself */
	const char *within; /* the class of a permission */
	unsigned hypercall; /* index of an op's, NO_INDEX: it is new too */
	unsigned parent;    /* index of the op that a sub-subop belongs to */
	unsigned number;    /* that the tree has */
	unsigned arches;    /* enum tree_arch */
	const struct tree_hook *hook; /* that asks something else, or NULL */
};

/* What the document of a tree lists of a statement of the registry. */
struct listing {
	const struct statement *statement;
	enum statement_mode mode; /* as the document has it */
	list_of(struct tree_name) names;
};

struct verification {
	const struct registry *registry;
	const struct tree *tree;  /* NULL: against a repository */
	const char *repository;	  /* of Xen's history, or NULL */
	unsigned release;	  /* of the registry, that was compared with */
	const char *release_name; /* of the tree; of headers: of the registry */
	const char *fits;	  /* releases that headers fit best, or NULL */
	/* By kind, subject, place. */
	list_of(struct difference) rows;
	/* How many of the rows are which. */
	size_t differences, unverified, by_hand;
	size_t agreed; /* facts that were compared, and are the same */
	struct tree_hooks hooks; /* of a source tree */
	struct tree_vectors vectors;
	struct tree_calls calls;
	struct tree_macros macros;
	list_of(struct listing) listings;
};

/*
 * Compares the registry with the tree.  The release is the one of that name,
 * or for NULL the tree's own: of a source tree by its Makefile, of headers the
 * newest that fits best.  A release that the registry does not have is
 * compared with the nearest older one, with a warning.  False with messages
 * when there is none, or when the tree cannot be read.
 */
bool verify(const struct registry *registry, const struct tree *tree,
	    const char *release, struct arena *arena, struct diags *diags,
	    struct verification *verification);

/* The names of all headers that the registry knows ops in. */
size_t verify_headers(const struct registry *registry, struct arena *arena,
		      const char ***headers);

/* Sorts the rows, each once, and counts them. */
void verify_finish(struct verification *verification);

#endif
