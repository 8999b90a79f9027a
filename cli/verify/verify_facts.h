/* One op's accesses, held against the hooks; for the files of verify/ only. */
#ifndef VERIFY_VERIFY_FACTS_H
#define VERIFY_VERIFY_FACTS_H

#include <stdbool.h>

#include "registry/registry.h"

struct tree_check;
struct tree_hook;
struct verifier;

struct access_list {
	list_of(const struct access *) items;
};

/* One op, and what the registry has of it in the release. */
struct compared_op {
	struct verifier *verifier;
	const struct op *op;
	struct op_accesses accesses; /* with its parents' */
	struct access_list own;	     /* the op's */
	struct access_list inner;    /* its sub-subops' */
	bool decided; /* some branch of a hook was held against it */
	bool noted;   /* something of it is unverified, and said so */
};

/* Adds the accesses that the op itself has in the release. */
void facts_accesses(struct verifier *verifier, const struct op *op,
		    struct access_list *list);

/* The branch asks something else than the registry says. */
void facts_differ(struct compared_op *facts, const struct tree_hook *hook);

/* Something cannot be decided; hook may be NULL. */
void facts_unverified(struct compared_op *facts, const struct tree_hook *hook,
		      const char *reason);

/* What the registry has as unverified, and is not so, is a difference. */
void facts_finish(struct compared_op *facts);

/* "xen:settime of xen" */
const char *check_words(struct compared_op *facts, const struct tree_hook *hook,
			const struct tree_check *check);

#endif
