/* What a walk over CIL knows.  Types alone; for the files of source/ only. */
#ifndef SOURCE_SOURCE_CIL_WORLD_H
#define SOURCE_SOURCE_CIL_WORLD_H

#include <stdbool.h>

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

#endif
