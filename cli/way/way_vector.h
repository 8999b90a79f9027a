/* Classes and permissions, as a release or a policy numbers them. */
#ifndef WAY_WAY_VECTOR_H
#define WAY_WAY_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registry/registry.h"

struct policy;

/* The classes, with a bit for each permission: of a release or of a policy. */
struct vectors {
	const char **classes;	   /* NULL: a gap in the numbering */
	const char ***permissions; /* of each class; NULL: no such bit */
	size_t *permission_counts;
	/* The registry's of the same names; NULL: it has none. */
	const struct object_class **class_facts;
	const struct permission ***permission_facts;
	size_t class_count;
	const char **sids; /* of a release: the first for SID 1 */
	size_t sid_count;
};

/* Those of the release, in the arena. */
void vectors_of_release(const struct registry *registry, unsigned release,
			struct arena *arena, struct vectors *vectors);

/* Those of the policy, which has no names for gaps in its numbering. */
void vectors_of_policy(const struct registry *registry,
		       const struct policy *policy, struct arena *arena,
		       struct vectors *vectors);

/* The same without what the registry says of them. */
void vectors_names(const struct policy *policy, struct arena *arena,
		   struct vectors *vectors);

/* Gives a policy that is made here these classes. */
void vectors_give(const struct vectors *vectors, struct arena *arena,
		  struct policy *policy);

/* The class's index, NO_INDEX: there is none of that name. */
unsigned vectors_class(const struct vectors *vectors, const char *name);

/* The permission's bit, 0: the class, or NO_INDEX, has none of that name. */
uint32_t vectors_permission(const struct vectors *vectors, unsigned class,
			    const char *name);

/* All bits of a class. */
uint32_t vectors_all(const struct vectors *vectors, unsigned class);

bool vectors_has_sid(const struct vectors *vectors, const char *name);

/* The permissions of the class, or NO_INDEX, that are about one of these. */
uint32_t vectors_about(const struct vectors *vectors, unsigned class,
		       unsigned about);

/* The permissions of the class that are asked on one of these. */
uint32_t vectors_on(const struct vectors *vectors, unsigned class, unsigned on);

/* What the class's permissions are asked on, mostly; 0: it is not known. */
unsigned vectors_class_on(const struct vectors *vectors, unsigned class);

/*
 * The class by whose type transitions these get labels; NO_INDEX: there is
 * none.
 */
unsigned vectors_labelling(const struct vectors *vectors, enum asked_on what);

/*
 * The permissions that are about it, of the first class that has such; 0, and
 * NO_INDEX as the class: there are none.
 */
uint32_t vectors_find(const struct vectors *vectors,
		      enum permission_about about, unsigned *class_index);

#endif
