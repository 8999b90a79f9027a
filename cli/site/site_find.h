/* The site file that stands beside a policy, or above it. */
#ifndef SITE_SITE_FIND_H
#define SITE_SITE_FIND_H

#include <stdbool.h>

#include "base/diags.h"

/* The name by which it is found. */
#define SITE_FILE_NAME ".xsmc.xml"

/*
 * The path of the site file of the policy: in the policy itself where that is a
 * directory, or else in the nearest directory above it; NULL: there is none.
 * The search ends at the top of a repository or of a file system, and a policy
 * that is neither a regular file nor a directory has none.  Paths are made of
 * the policy's own, and live in the arena.  False with a message where it
 * cannot be told, or where the file is that of somebody else than who runs the
 * program, who owns the policy, or root.
 */
bool site_find(const char *policy, struct arena *arena, struct diags *diags,
	       const char **found);

#endif
