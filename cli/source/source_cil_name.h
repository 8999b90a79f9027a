/*
 * What names in CIL stand for.
 *
 * As libsepol looks for them: from the statement outwards, and in a block that
 * was inherited then on from where that block was declared; in a macro first
 * from where the macro was declared, then on from its call.
 */
#ifndef SOURCE_SOURCE_CIL_NAME_H
#define SOURCE_SOURCE_CIL_NAME_H

#include "source/source_cil.h"

struct cil_world;

/* What the name stands for there, or NULL. */
struct cil_symbol *cil_resolve(struct cil_world *world, enum cil_kind kind,
			       const char *name, const struct cil_frame *frame);

/*
 * The argument of a macro's call that the word stands for, and the frame in
 * which that is to be read; the node itself where it is no parameter.
 */
const struct cil_node *cil_argument(const struct cil_node *node,
				    const struct cil_frame **frame);

/* The new symbol, or the one that the name has there already. */
struct cil_symbol *cil_declare(struct cil_world *world, enum cil_kind kind,
			       const struct cil_node *node,
			       const struct cil_frame *frame);

#endif
