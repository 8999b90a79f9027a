/* Xen's history: which releases have which commits. */
#ifndef VERIFY_VERIFY_HISTORY_H
#define VERIFY_VERIFY_HISTORY_H

#include <stdbool.h>

#include "base/map.h"
#include "registry/registry.h"
#include "tree/tree.h"

/* Of two commits: one that brings, or takes back, what the other did. */
struct commit_relation {
	unsigned of, by; /* indices */
};

struct relations {
	list_of(struct commit_relation) list; /* by the first */
};

struct history {
	const struct registry *registry;
	struct arena *arena;
	const char *branch; /* id of the development branch */
	struct tree_history commits;
	/* By commit: */
	struct release_set *in; /* releases that were made with it */
	bool *on_branch;	/* it is in the development branch */
	bool *has_origin;	/* it is a backport of one that is */
	unsigned *next;		/* with the same subject, or NO_INDEX */
	unsigned *by_id;	/* all of them, sorted by their ids */
	struct map subjects;	/* subject -> the last commit with it */
	struct relations backports, reverts;
	list_of(const char *) unknown; /* releases that the registry lacks */
};

/*
 * Reads the history from the registry's first release on.  False with a
 * message where a part of it is not there.
 */
bool history_read(const struct registry *registry, const char *repository,
		  struct arena *arena, struct diags *diags,
		  struct history *history);

/* The commit whose id starts so, or NO_INDEX: there is none, or several. */
unsigned history_find(const struct history *history, const char *id);

/*
 * The releases that have what the commit did, by itself or by its backports,
 * those that are named among them, and was not taken back.
 */
struct release_set history_releases(const struct history *history,
				    unsigned commit, const char *backports);

/* Whether a release has the commit, or a backport of it. */
bool history_is_backported(const struct history *history, unsigned commit);

#endif
