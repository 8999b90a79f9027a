/* Which ops who-can is asked about, in one release. */
#ifndef CMD_CMD_WHO_OPS_H
#define CMD_CMD_WHO_OPS_H

#include <stdbool.h>

#include "registry/registry.h"

struct session;

/* One of the lists, or both the last ones; each NULL-terminated, or NULL. */
struct who_words {
	const char *const *patterns;
	const char *const *permissions;
	const char *const *powers;
};

/* Whether the registry knows the words; of one that it does not a message. */
bool who_words_known(struct session *session, const struct registry *registry,
		     const struct who_words *words);

/*
 * By index of op, which are meant: one that a pattern means with its parts, and
 * those that are asked one of the permissions or give one of the powers.  A
 * word that none is meant by is named, and *all is false.
 */
const bool *who_ops_meant(struct session *session,
			  const struct registry *registry, unsigned release,
			  const struct who_words *words, struct diags *diags,
			  bool *all);

#endif
