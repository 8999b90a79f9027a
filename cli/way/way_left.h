/* What a build of the hypervisor does not have of a release. */
#ifndef WAY_WAY_LEFT_H
#define WAY_WAY_LEFT_H

#include <stddef.h>

#include "base/memory.h"

struct host_build;
struct registry;

/* What the ways of a release leave out for a build. */
struct left_out {
	const struct op *const *ops; /* that it does not have */
	/* That it has, and of which some accesses are left out. */
	const struct op *const *partly;
	/* Conditions by which they are; on builds, of which it is not known
	 * whether they hold: with and without is looked at. */
	const struct condition *const *never, *const *open;
	size_t op_count, partly_count, never_count, open_count;
};

void left_out_find(const struct registry *registry, unsigned release,
		   const struct host_build *host, struct arena *arena,
		   struct left_out *left);

/* " on x86 with FILE", or "". */
const char *host_shown(const struct host_build *host, struct arena *arena);

#endif
