/* Remarks in the text of a policy. */
#ifndef LINT_LINT_REMARK_H
#define LINT_LINT_REMARK_H

#include "run/run.h"

/*
 * Reads "accept WORD [NAME=VALUE...]", what stands behind "xsmc:"; strings are
 * put into the arena.  NULL when done, else what is wrong, in the arena.
 */
const char *remark_read(const char *text, struct arena *arena,
			struct waiver *waiver);

/*
 * The architecture that remarks of the text say that it is for ("arch WORD"),
 * as a build of a Xen; NULL: none, or with a message and *good false, what they
 * say is not understood.
 */
const struct host_build *remarks_build(const struct policy *policy,
				       struct diags *diags, bool *good);

/* Whether the remark is one of those. */
bool remark_is_of_build(const char *text);

#endif
