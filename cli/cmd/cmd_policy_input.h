/* Policies that a command is asked about: their sites, text and release. */
#ifndef CMD_CMD_POLICY_INPUT_H
#define CMD_CMD_POLICY_INPUT_H

#include <stdbool.h>

#include "lint/lint.h"

struct session;

/* A row of a table of options; what: "the policy"; trusts: whether given. */
#define TRUST_TREE_OPTION(what, trusts)                                   \
	{                                                                 \
		"trust-tree", '\0', POPT_ARG_NONE, &(trusts), 0,          \
			"run m4 and the compilers on " what " where the " \
			"kernel cannot confine them, too",                \
			NULL                                              \
	}

/*
 * Reads the site files, NULL-terminated or NULL, as one, whose registry files
 * the session is to read; NULL for none.  False with messages.
 */
bool input_sites(struct session *session, const char *const *paths,
		 const struct site **site);

/*
 * The registry, with the site's files where the command line names none; NULL
 * with messages.  site: or NULL.
 */
const struct registry *input_registry(struct session *session,
				      const struct site *site);

/*
 * The name of the release that --release or the site names, or "auto"; NULL
 * with a message.  Stores whether it stands for one that the registry does not
 * have, unless that is NULL.
 */
const char *input_release(struct session *session,
			  const struct registry *registry,
			  const struct site *site, bool *nearest);

/* Reads the policy into the arena; NULL with messages. */
const struct policy *input_policy(struct session *session, const char *path,
				  bool trusted, struct arena *arena);

/*
 * The release of that name, or for "auto" the one of the Xen tree in which the
 * policy stands, or else one that it fits; false with messages.
 */
bool input_choose(struct session *session, const struct registry *registry,
		  const struct policy *policy, const char *name,
		  struct arena *arena, struct release_choice *choice);

#endif
