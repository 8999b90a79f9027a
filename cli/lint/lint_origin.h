/* What findings rest on, access by access, put together.  For lint/ only. */
#ifndef LINT_LINT_ORIGIN_H
#define LINT_LINT_ORIGIN_H

#include <stddef.h>

#include "lint/lint_finding.h"
#include "run/run.h"

/* A row, and what it is located by. */
struct origin {
	struct finding_access row;
	const struct access *access;
	struct asked asked;
};

/*
 * Puts those together that differ in their targets alone, in the order in which
 * they first come, with the rules of all: asked of the details, in the arena.
 */
void origins_together(struct run *run, const struct origin *origins,
		      size_t count, struct arena *arena,
		      struct finding_details *details);

/* The same, but only those together that rest on the same rules. */
void origins_by_rules(struct run *run, const struct origin *origins,
		      size_t count, struct arena *arena,
		      struct finding_details *details);

#endif
