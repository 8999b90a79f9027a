/* Sets of releases, and ranges as people write them. */
#ifndef REGISTRY_REGISTRY_RANGE_H
#define REGISTRY_REGISTRY_RANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diags.h"

struct loader;
struct registry;
struct xml_element;

/* Releases are numbered from 0 in version order. */
enum { RELEASE_LIMIT = 256, POLICY_VERSION_LIMIT = 4 };

/* A set of releases. */
struct release_set {
	uint64_t words[RELEASE_LIMIT / 64];
};

bool release_set_has(const struct release_set *set, unsigned release);
void release_set_add(struct release_set *set, unsigned release);
bool release_set_empty(const struct release_set *set);

/*
 * The releases that a range selects ("4.17.5..4.17 4.18.3.."; NULL: all).
 * False where it is none of this registry's, with a message at the place.
 */
bool registry_range(const struct registry *registry, const char *text,
		    struct location at, struct diags *diags,
		    struct release_set *set);

/* The set as a reader writes it: "4.3.2-4.4.4, 4.17.5". */
const char *registry_releases_shown(const struct registry *registry,
				    const struct release_set *set,
				    struct arena *arena);

struct release_set release_set_and(const struct release_set *a,
				   const struct release_set *b);
struct release_set release_set_minus(const struct release_set *a,
				     const struct release_set *b);
bool release_set_same(const struct release_set *a, const struct release_set *b);

/*
 * The releases of `from` that the attribute names; all of them when the node
 * does not have it.
 */
struct release_set node_range(struct loader *loader,
			      const struct xml_element *node,
			      const char *attribute,
			      const struct release_set *from);

#endif
