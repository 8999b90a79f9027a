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

#endif
