/*
 * The table of fixes against the history of Xen: which releases have each, and
 * what came since the table was made that may be one.
 */
#ifndef VERIFY_VERIFY_FIXES_H
#define VERIFY_VERIFY_FIXES_H

#include <stdbool.h>

#include "base/diags.h"

struct registry;
struct verification;

/*
 * Compares the registry's fixes with the history in the repository, a clone of
 * Xen's: which releases have each, and what came since they were read.  False
 * with messages when that cannot be read, or is not there as a whole.
 */
bool verify_fixes(const struct registry *registry, const char *repository,
		  struct arena *arena, struct diags *diags,
		  struct verification *verification);

#endif
