/* What a check of a hook means: bits and labels, beside constants' names. */
#ifndef VERIFY_VERIFY_CHECK_H
#define VERIFY_VERIFY_CHECK_H

#include <stdbool.h>

#include "base/memory.h"

struct access;
struct op;
struct tree_check;
struct tree_hook;
struct verification;

/* Stands for the permission where the class has none with that bit. */
#define NO_PERMISSION "(no permission has the bit)"

/* What a check of a hook comes to, by the bits of the tree's classes. */
struct hook_asked {
	const char *object_class, *permission;
	const char *nominal; /* CLASS:PERMISSION of its constants, or NULL */
	/* "caller", "target", "other", "any", or NULL: it cannot be told. */
	const char *subject;
	/* "xen", "device", ..., of a domain as above; NULL as above. */
	const char *object;
};

/* What it asks for the op.  False when the hook passes no constants. */
bool check_asked(const struct verification *verification, const struct op *op,
		 const struct tree_hook *hook, const struct tree_check *check,
		 struct arena *arena, struct hook_asked *asked);

/* Whether it is not said which domain it is about, and any will do. */
bool asked_is_any(const struct hook_asked *asked);

/* Whether the registry's access is this check. */
bool access_is_asked(const struct access *access,
		     const struct hook_asked *asked);

#endif
