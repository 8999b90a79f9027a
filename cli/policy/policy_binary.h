/* A binary policy: its head, and its parts in their order. */
#ifndef POLICY_POLICY_BINARY_H
#define POLICY_POLICY_BINARY_H

#include "base/buffer.h"
#include "base/memory.h"

struct policy;

/*
 * Reads the image, whatever its bytes are.  Fills everything but path, kind,
 * remarks and text, in the arena.  NULL when done, else why not, in the arena.
 */
const char *policy_read_image(const struct buffer *image, struct arena *arena,
			      struct policy *policy);

#endif
