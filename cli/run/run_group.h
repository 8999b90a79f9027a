/* Ops that need the same, in groups. */
#ifndef RUN_RUN_GROUP_H
#define RUN_RUN_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

struct plan_way;
struct registry;
struct release_ways;

/* Ops whose ways need the same: they are done alike. */
struct group {
	const struct op **ops; /* in the registry's order */
	size_t op_count, op_capacity;
	const struct plan_way *ways;
	size_t way_count;
	bool free; /* one way is */
	unsigned index;
	uint32_t mark;	      /* the same of those that are equal */
	struct group *beside; /* the next of a mark in the same slot */
};

/* All ops of the release, and those that can be passed in groups. */
struct groups {
	list_of(struct group *) list;
	unsigned way_count;
	struct group **of_op;		   /* by index of op; NULL: none */
	list_of(const struct plan *) open; /* ops that are open or unknown */
	const struct plan *plans;	   /* of each of the release's ways */
};

/* Whether the ops of both need the same; of two releases, if need be. */
bool group_equal(const struct group *a, const struct group *b);

/* The conditions under which alone the group's ops are asked anything; or NULL.
 */
const char *group_shown_conditions(const struct group *group,
				   struct arena *arena);

/* Whether a way is about domains, by their labels. */
bool way_is_about_domain(const struct plan_way *way);

void groups_make(const struct registry *registry,
		 const struct release_ways *ways, struct arena *arena,
		 struct groups *groups);

#endif
