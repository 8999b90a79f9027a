/* Whether all names are known that a statement in an optional speaks of. */
#ifndef SOURCE_SOURCE_CIL_OPTIONAL_H
#define SOURCE_SOURCE_CIL_OPTIONAL_H

struct cil_frame;
struct cil_node;
struct cil_world;

/*
 * In CIL_PASS_KEEP: whether all that the statement, which brings no others,
 * speaks of is known; else world->kept is false.
 */
void cil_check_names(struct cil_world *world, const struct cil_node *node,
		     const struct cil_frame *frame);

/* The same of the arguments of a call, which may go unused in the macro. */
void cil_check_arguments(struct cil_world *world, const struct cil_node *macro,
			 const struct cil_node *arguments,
			 const struct cil_frame *frame);

#endif
