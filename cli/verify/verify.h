/*
 * The registry held against a Xen source tree, or against installed public
 * headers: names and numbers, classes, permissions and initial SIDs, what
 * FLASK's hooks ask, and the lists of the document.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/table.h"
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

/*
 * Compares the registry's fixes with the history in the repository, a clone of
 * Xen's: which releases have each, and what came since they were read.  False
 * with messages when that cannot be read, or is not there as a whole.
 */
bool verify_fixes(const struct registry *registry, const char *repository,
		  struct arena *arena, struct diags *diags,
		  struct verification *verification);

/* How the differences are to be written. */
struct verify_style {
	bool color;
	bool verbose; /* with what was read by hand */
	bool quiet;   /* without the summary */
};

/* Adds the differences as text: what the registry has, what the tree has. */
void verify_text(const struct verification *verification,
		 const struct verify_style *style, struct buffer *out);

/* The differences as a table; those read by hand too if verbose. */
struct table *verify_table(const struct verification *verification,
			   bool verbose, struct arena *arena);

/*
 * Adds the registry that a source tree would agree with, as one file of XML:
 * with its release, what is new in it, and the ends of what is gone.  What a
 * program cannot know is called proposed in it.
 */
void verify_propose(const struct verification *verification,
		    struct arena *arena, struct buffer *out);

#endif
