/* Remarks in the text of a policy; for check/ only. */
#ifndef CHECK_REMARK_H
#define CHECK_REMARK_H

#include "check/check.h"

/*
 * Reads "accept WORD [NAME=VALUE...]", what stands behind "xsmc:"; strings are
 * put into the arena.  NULL when done, else what is wrong, in the arena.
 */
const char *remark_read(const char *text, struct arena *arena,
			struct waiver *waiver);

#endif
