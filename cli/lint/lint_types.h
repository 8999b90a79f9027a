/* The types of a linted policy that are labels of domains. */
#ifndef LINT_LINT_TYPES_H
#define LINT_LINT_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct lint;

struct lint_type {
	const char *name;
	const char *role; /* that it has for lint; or NULL */
	bool trusted;
};

/* Those that are trusted or can do something, by name, in the arena. */
size_t lint_types(const struct lint *lint, struct arena *arena,
		  const struct lint_type **types);

#endif
