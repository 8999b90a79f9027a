/* What the guard forbids since a site expects it. */
#ifndef COMPILE_COMPILE_GUARD_EXPECT_H
#define COMPILE_COMPILE_GUARD_EXPECT_H

#include "compile/compile_guard.h"

struct site;

/*
 * Adds what keeps types from what the site (or NULL) expects them not to do,
 * and what no rule can say.  Behind guard_find(), which counts who asks what.
 */
void guard_expect(struct guarded *guarded, const struct site *site);

#endif
