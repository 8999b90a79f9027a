/* Which findings a baseline does not know, and which of its are gone. */
#ifndef LINT_LINT_BASELINE_H
#define LINT_LINT_BASELINE_H

#include <stddef.h>

#include "lint/lint_view.h"

struct lint;

/* A finding that was known when a baseline was written. */
struct baseline_entry {
	const char *fingerprint; /* the common one, whatever the objects */
	enum level level;	 /* that it had; at a higher one it is new */
	const char *what;	 /* in words but for the objects, for readers */
	const char *const *objects; /* sorted */
	size_t object_count;
	/* Its condition, where that is whole; NULL: none, or not known. */
	const char *condition;
};

struct baseline {
	const char *path;
	/* Those that the policy was judged for, the first that in use. */
	const char *const *releases;
	size_t release_count;
	const struct baseline_entry *entries; /* sorted by fingerprint */
	size_t count;
};

/*
 * The findings that the baseline does not know, each with the objects that it
 * does not; rows live in the arena.  before: the same policy for the releases
 * of the baseline, where these are others; what it still has there, the release
 * closed.  What one of the lints for other releases has is not gone.
 */
struct lint_view lint_view_new(const struct lint *lint,
			       const struct lint *const *before,
			       size_t before_count,
			       const struct lint *const *others, size_t count,
			       const struct baseline *baseline,
			       struct arena *arena);

#endif
