/* The words of a question that must be names of the registry, or mean ops. */
#ifndef CMD_CMD_NAMES_H
#define CMD_CMD_NAMES_H

#include <stdbool.h>

#include "base/memory.h"

struct access;
struct op;
struct registry;
struct session;

enum name_kind {
	NAME_PERMISSION, /* CLASS:PERMISSION, or without the class */
	NAME_HYPERCALL,
	NAME_STATUS,
	NAME_BASIS,
	NAME_FIX_KIND,
	NAME_POWER, /* that an op gives */
	NAME_MODULE,
};

/* All names of the kind, NULL-terminated, in the arena. */
const char *const *names_all(const struct registry *registry,
			     enum name_kind kind, struct arena *arena);

/*
 * Whether some release has each of the words, NULL-terminated, or what it
 * matches as a pattern; of one that none has a message says the nearest name.
 */
bool names_known(struct session *session, const struct registry *registry,
		 enum name_kind kind, const char *const *words);

/*
 * Whether the pattern means the op in the release (NO_INDEX: in any): a name or
 * a glob, of the whole name or of its last macro, or HYPERCALL:NUMBER.
 */
bool names_op(const struct registry *registry, const struct op *op,
	      unsigned release, const char *pattern);

/* Whether the pattern means the hypercall, with __HYPERVISOR_ or without. */
bool names_hypercall(const char *pattern, const char *name);

/* Whether the pattern means what is asked, with its class or without. */
bool names_permission(const char *pattern, const struct access *access,
		      struct arena *arena);

/* Whether the pattern means a power that the access gives. */
bool names_power(const char *pattern, const struct access *access,
		 struct arena *arena);

/* names_known() of what stands before the colon in patterns with a number. */
bool names_hypercalls_known(struct session *session,
			    const struct registry *registry,
			    const char *const *patterns);

#endif
