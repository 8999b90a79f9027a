/* What the files that walk over CIL know of each other. */
#ifndef SOURCE_SOURCE_CIL_WORLD_H
#define SOURCE_SOURCE_CIL_WORLD_H

#include "base/map.h"
#include "source/source_cil.h"

/* Statements are gone over for what they declare, fill in, need and allow. */
enum cil_pass {
	CIL_PASS_DECLARE,
	CIL_PASS_FILL,
	CIL_PASS_KEEP,
	CIL_PASS_RULES
};

struct cil_world {
	const struct cil_node *root;
	const struct policy *policy;
	struct arena *arena;
	struct map symbols; /* by kind and full name */
	struct map within;  /* that a macro declares, by its name and theirs */
	struct map additions; /* struct cil_addition, by statement */
	enum cil_pass pass;
	unsigned steps;
	bool changed; /* in this pass, a name was declared or a block added to
		       */
	bool broken;  /* more than can be followed */
	bool skips;   /* an optional of which it is not certain that it stays */
	bool kept;    /* what CIL_PASS_KEEP found so far */
	void (*rule)(void *context, const struct cil_node *node,
		     const struct cil_frame *frame);
	void *context;
};

/* Counts a step; false when there were too many. */
bool cil_step(struct cil_world *world);

/* --- Names (source_cil_name.c) -------------------------------------------- */

/* The new symbol, or the one that the name has there already. */
struct cil_symbol *cil_declare(struct cil_world *world, enum cil_kind kind,
			       const struct cil_node *node,
			       const struct cil_frame *frame);

/* --- Optional statements (source_cil_optional.c) -------------------------- */

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
