/*
 * The statements of CIL that are in force.
 *
 * libsepol copies what is in macros and inherited blocks; here it is walked
 * over again in another frame.  Its own copies (cil_write_resolve_ast) cannot
 * be read instead: up to 3.4 at least, they name classpermissions without their
 * block, close the parenthesis of blockinherit twice, and know no line of what
 * stands in a booleanif, where libsepol refuses marks of lines, those of a
 * macro that is called there too.
 */
#ifndef SOURCE_SOURCE_CIL_WALK_H
#define SOURCE_SOURCE_CIL_WALK_H

#include <stdbool.h>

#include "base/memory.h"

struct cil_frame;
struct cil_node;
struct cil_world;
struct policy;

/*
 * Walks over the statements that are in force, macros and inherited blocks
 * unfolded, and reads declarations.  Then calls `rule` with each allow rule.
 * NULL or false when the text does more than can be followed.
 */
struct cil_world *cil_world_new(const struct cil_node *root,
				const struct policy *policy,
				struct arena *arena);
bool cil_walk_rules(struct cil_world *world,
		    void (*rule)(void *context, const struct cil_node *node,
				 const struct cil_frame *frame),
		    void *context);

/* Whether an optional was passed over that libsepol may have kept. */
bool cil_world_skips(const struct cil_world *world);

/* Counts a step; false when there were too many. */
bool cil_step(struct cil_world *world);

#endif
