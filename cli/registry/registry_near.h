/* Names of the registry that somebody may mean who wrote another word. */
#ifndef REGISTRY_REGISTRY_NEAR_H
#define REGISTRY_REGISTRY_NEAR_H

struct arena;
struct registry;

/* All of these are what a message says behind the word, or "". */

/*
 * Of a pattern that no op is meant by in the release (NO_INDEX: in any): in
 * which releases there is one, or which names are near.
 */
const char *registry_op_hint(const struct registry *registry, unsigned release,
			     const char *pattern, struct arena *arena);

/* Of a permission: with its class where the word has one, or a class alone. */
const char *registry_permission_hint(const struct registry *registry,
				     const char *word, struct arena *arena);

/* Of what a release or a line is called. */
const char *registry_release_hint(const struct registry *registry,
				  const char *word, struct arena *arena);

#endif
