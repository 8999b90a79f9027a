/* What `xsmc policy` says of public fixes that a release lacks. */
#ifndef CMD_CMD_POLICY_FLAWS_H
#define CMD_CMD_POLICY_FLAWS_H

#include "compile/compile.h"

struct session;

/*
 * The plan with a column more: the fixes that the release lacks for certain of
 * the op, by commit, those of the worst kind first.  It lives in the arena.
 */
const struct table *policy_flaws_add(const struct compilation *compilation,
				     const struct table *plan,
				     struct arena *arena);

/* Warns of ops that the site's file grants by name, of which fixes are lacked.
 */
void policy_flaws_tell(struct session *session,
		       const struct compilation *compilation);

#endif
