/* Which allow rules of CIL grant what. */
#ifndef SOURCE_SOURCE_CIL_LOCATE_H
#define SOURCE_SOURCE_CIL_LOCATE_H

#include "base/buffer.h"
#include "base/memory.h"

struct policy;

/*
 * Sets the policy's remarks and text, in the arena.  A rule that cannot be
 * followed for certain has no place.
 */
void cil_text_read(struct policy *policy, const struct buffer *text,
		   struct arena *arena);

#endif
