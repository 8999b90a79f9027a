/* Releases, found by what they are called. */
#ifndef REGISTRY_REGISTRY_RELEASE_H
#define REGISTRY_REGISTRY_RELEASE_H

#include <stdbool.h>

#include "registry/registry_range.h"

struct registry;

/* An Xen point release. */
struct release {
	const char *name; /* "4.17.5" */
	const char *line; /* "4.17" */
	const char *date; /* of its tag, YYYY-MM-DD */
	/* SUPPORT.md's word on each module; "": there was none. */
	const char *flask_support, *silo_support, *dummy_support;
	/* An op that a hook does not know: not left to handle-unknown. */
	bool unknown_refused;
	/* Policy versions that its hypervisor accepts; 0 behind the last. */
	unsigned policy_versions[POLICY_VERSION_LIMIT];
	/* The same of the target SE Linux: first and last; 0: none. */
	unsigned linux_versions[2];
};

/*
 * "4.17.5", "4.17" or "latest", or as tags and people have it,
 * "RELEASE-4.17.5", "v4.17", "Xen 4.17": its index; NO_INDEX with a message if
 * none.
 */
unsigned registry_release(const struct registry *registry, const char *name,
			  struct diags *diags);

/* The same quietly. */
unsigned registry_find_release(const struct registry *registry,
			       const char *name);

/*
 * The newest release before the one that is named, "4.23" or "4.17.99", which
 * the registry need not have.  NO_INDEX: the name is no version, or there is
 * none before.
 */
unsigned registry_nearest_release(const struct registry *registry,
				  const char *name);

/* That release if it is of the set, else the newest before it, else of all. */
unsigned registry_release_with(const struct registry *registry,
			       const struct release_set *in, unsigned release);

/* The newest version of a policy that it loads, and whether one is loaded. */
unsigned release_newest_version(const struct release *release);
bool release_takes_version(const struct release *release, unsigned version);

/* These versions with that between two, in the arena. */
const char *release_versions_shown(const struct release *release,
				   const char *between, struct arena *arena);

/* Whether it is the first, or the last, of its line that the registry has. */
bool registry_starts_line(const struct registry *registry, unsigned release);
bool registry_ends_line(const struct registry *registry, unsigned release);

#endif
