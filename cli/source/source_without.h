/* A policy without the rules or the permissions that someone accepted. */
#ifndef SOURCE_SOURCE_WITHOUT_H
#define SOURCE_SOURCE_WITHOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct policy;

/* What is taken away of a policy. */
struct source_removal {
	const char *file; /* the rules that begin there; NULL: all of them */
	unsigned line;
	const char *permission; /* CLASS:PERMISSION alone; NULL: all of them */
};

/*
 * The policy without these parts, in the arena; it points into the other one.
 * What another rule of the text grants as well is still granted, and so is
 * all where some rules of the text could not be followed.
 */
const struct policy *source_without(const struct policy *policy,
				    const struct source_removal *parts,
				    size_t count, struct arena *arena);

/* Whether all allow rules of the text are known, as far as it has one. */
bool source_is_followed(const struct policy *policy);

#endif
