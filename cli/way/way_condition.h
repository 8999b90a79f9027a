/*
 * What the registry says of conditions, read in this one place; for way/ only.
 */
#ifndef WAY_WAY_CONDITION_H
#define WAY_WAY_CONDITION_H

#include "way/way.h"

/* A build of the hypervisor, as far as an op's accesses tell builds apart. */
struct build {
	const struct build_set *is; /* all that it is; or NULL, and then: */
	struct span conditions;	    /* none: none of those that have some */
	const char *text;	    /* the same for people, or NULL */
};

struct build_list {
	struct build *items;
	size_t count, capacity;
};

/* The builds that the accesses tell apart, of those that are looked at. */
void builds_find(const struct op_accesses *accesses,
		 const struct build_set *looked_at, struct arena *arena,
		 struct build_list *builds);

/* Whether the build has the access at all. */
bool build_has(const struct registry *registry, const struct build *build,
	       const struct access *access);

struct condition_list {
	struct way_condition *items;
	size_t count, capacity;
};

/* Adds what makes it that build and none of the others. */
void conditions_add_build(const struct build *build,
			  const struct build_list *builds, struct arena *arena,
			  struct condition_list *conditions);

/* Adds what picks the alternative that the access is one of. */
void conditions_add_picked(const struct registry *registry,
			   const struct access *access, struct arena *arena,
			   struct condition_list *conditions);

/* Adds what decides whether the access is asked; false: it always is. */
bool conditions_add_when(const struct registry *registry,
			 const struct access *access, struct arena *arena,
			 struct condition_list *conditions);

/* Whether the access is asked where of those conditions that one holds. */
bool condition_asks(const struct way_condition *condition,
		    const struct access *access);

#endif
