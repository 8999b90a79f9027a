/* policy.conf to binary by checkpolicy, and what it has to say about it. */
#ifndef SOURCE_SOURCE_CHECKPOLICY_H
#define SOURCE_SOURCE_CHECKPOLICY_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/process_confine.h"

/*
 * Compiles the text of a policy.conf, written by xsmc itself, to a binary
 * policy for Xen of that version.  `path` stands for the text in messages.
 * False with messages (file and line of the source, by #line) when checkpolicy
 * refuses it.
 */
bool source_compile(const char *path, const struct buffer *text,
		    unsigned version, struct diags *diags,
		    struct buffer *binary);

/* The same for a text that others wrote. */
bool source_compile_confined(const char *path, const struct buffer *text,
			     unsigned version,
			     const struct confinement *confinement,
			     struct diags *diags, struct buffer *binary);

#endif
