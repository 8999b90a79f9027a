/* Which kind of policy a file is, and what reads it. */
#ifndef SOURCE_SOURCE_READ_H
#define SOURCE_SOURCE_READ_H

#include "base/buffer.h"
#include "base/process_confine.h"

struct policy;

/*
 * Reads a policy from a file, or from standard input for "-"; which kind it
 * is, its first bytes tell.  A directory is a source tree, whose macros m4
 * expands.  The result lives in the arena.  NULL with a message when it is no
 * policy for Xen or is damaged: a Xen policy is one that has Xen's classes,
 * whatever target it was compiled for.
 */
const struct policy *source_read(const char *path, struct arena *arena,
				 struct diags *diags);

/* The same, with a wish on what is done where nothing can be confined. */
const struct policy *source_read_confined(const char *path,
					  const struct confinement *confinement,
					  struct arena *arena,
					  struct diags *diags);

/* Reads a binary policy from memory, as source_read() does from a file. */
const struct policy *source_parse(const char *path, const struct buffer *binary,
				  struct arena *arena, struct diags *diags);

#endif
