/*
 * The registry that a tree would agree with, whole: the old one, with the
 * tree's release in it, what is new, and the ends of what is gone.
 */
#ifndef VERIFY_VERIFY_PROPOSE_H
#define VERIFY_VERIFY_PROPOSE_H

#include "base/buffer.h"
#include "base/memory.h"

struct verification;

/*
 * Adds the registry that a source tree would agree with, as one file of XML:
 * with its release, what is new in it, and the ends of what is gone.  What a
 * program cannot know is called proposed in it.
 */
void verify_propose(const struct verification *verification,
		    struct arena *arena, struct buffer *out);

#endif
