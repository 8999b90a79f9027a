/* Which findings a policy has that another has not. */
#ifndef LINT_LINT_COMPARE_H
#define LINT_LINT_COMPARE_H

#include "lint/lint_view.h"

/* What of one view, but for what is removed, is not in the other. */
struct lint_view lint_view_differences(const struct lint_view *view,
				       const struct lint_view *old,
				       struct arena *arena);

/* Two policies, each for its release, and where these differ for the other's.
 */
struct compared {
	const struct lint *lint, *old;
	const struct lint *lint_before; /* for the release of old; or NULL */
	const struct lint *old_after;	/* for the release of lint; or NULL */
};

/*
 * What one policy delegates and the other does not: findings of the lint that
 * are added, and of the old one that are removed, each with the objects that
 * make the difference.  What the other policy has as well in the same release
 * has moved.  All are made with one registry.
 */
struct lint_view lint_view_changes(const struct compared *compared,
				   struct arena *arena);

#endif
