/* The ways of all ops of a release, and what two ways have in common. */
#ifndef WAY_WAY_OP_H
#define WAY_WAY_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "way/way_expand.h"

/* Nothing that is asked can refuse it. */
bool way_is_unchecked(const struct way *way);

/* Whether both ask the same, with the same end. */
bool way_asks_same(const struct way *a, const struct way *b);

/* Whether the access asks anything; else it says that none does. */
bool access_asks(const struct access *access);

enum answer access_answer(const struct access *access);

/* Finds what is required and filtered, by the way's accesses. */
void way_find_requirements(struct way *way, struct arena *arena);

/* Adds to them what an access takes. */
void requirements_add(struct requirements *to, struct requirement *items,
		      const struct way_access *access);

/*
 * Whether the op, and what it is a part of, is of use there in the release, and
 * the build may have its hypercall.
 */
bool op_is_on(const struct registry *registry, const struct op *op,
	      unsigned release, const struct host_build *host);

/*
 * Whether the way tells who has the use of the op: it passes, and is under no
 * condition; or where that does not hold nothing can refuse the op, and it is
 * under no more than something is asked under.
 */
bool way_is_telling(const struct op_ways *ways, const struct way *way);

/*
 * Whether it tells who passes an access: it passes, requires that one, and is
 * under no more than it takes that it does.
 */
bool way_is_telling_of(const struct op_ways *ways, const struct way *way,
		       const struct access *access);

/* What some way of an op asks, each access once, in the registry's order. */
struct ways_asked {
	list_of(const struct way_access *) list;
};

struct ways_asked op_ways_asked(const struct op_ways *ways,
				struct arena *arena);

/* Whether some way of the op ends so. */
bool op_ways_end(const struct op_ways *ways, enum way_end end);

/* Whether by an alternative of it the op takes something away. */
bool way_takes_away(const struct way *way);

/*
 * Whether the op is checked for itself; else it is as its parent, and stands
 * with it.
 */
bool op_stands_apart(const struct registry *registry, const struct op *op,
		     unsigned release);

/* All ops of the release that stand apart, in the registry's order. */
struct release_ways {
	const struct op_ways *ops;
	size_t count;
	const struct op_ways **of_op; /* by index of op; NULL: none */
};

const struct release_ways *release_ways_make(const struct way_request *request,
					     struct arena *arena);

#endif
