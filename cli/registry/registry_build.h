/* What a build of the hypervisor has: its architecture and its .config. */
#ifndef REGISTRY_REGISTRY_BUILD_H
#define REGISTRY_REGISTRY_BUILD_H

#include <stdbool.h>

#include "base/diags.h"

struct fix;

/* A build of the hypervisor, as far as it is known. */
struct host_build {
	const char *arch;	/* "x86", "arm"; NULL: any */
	const char *const *off; /* Kconfig symbols that it has not; or NULL */
};

/*
 * Adds what a .config says to the build.  A symbol that it does not name may be
 * set.  False with a message where it is none, or of another architecture.
 */
bool registry_read_config(const char *path, struct arena *arena,
			  struct diags *diags, struct host_build *build);

/* Whether the build may have the code that the fix is about. */
bool registry_fix_built(const struct fix *fix, const struct host_build *build);

#endif
