/* The history of a repository, as git tells it: refs and commits as rows. */
#ifndef TREE_TREE_HISTORY_H
#define TREE_TREE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diags.h"

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
