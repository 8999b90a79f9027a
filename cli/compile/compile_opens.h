/* Which ops a few rules let pass, whatever they are meant for. */
#ifndef COMPILE_COMPILE_OPENS_H
#define COMPILE_COMPILE_OPENS_H

#include <stdbool.h>
#include <stddef.h>

#include "compile/compile_model.h"

/* The ops, beside itself, that the rows of an op let pass in the context. */
size_t model_opens(struct model *model, const struct access_row *rows,
		   size_t count, enum context context, bool covered_only,
		   const struct op ***ops);

/* Whether the release has the op on the architecture that the policy is for. */
bool model_has_op(const struct model *model, const struct op *op);

/* "", " on x86" or " on Arm". */
const char *model_where(const struct model *model);

bool model_is_covered(const struct model *model, const struct op *op);

#endif
