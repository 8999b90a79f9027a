/* What an op takes: its accesses in the terms of a grant. */
#ifndef COMPILE_COMPILE_ACCESS_H
#define COMPILE_COMPILE_ACCESS_H

#include <stdbool.h>

#include "compile/compile_model.h"

/* The ways of the op in the model's release; made once. */
const struct op_ways *model_op_ways(struct model *model, const struct op *op);

/* What the op takes in the context; made once. */
const struct op_rows *model_op_rows(struct model *model, const struct op *op,
				    enum context context);

/* The same without what the grant does not give. */
const struct op_rows *model_narrow_rows(struct model *model,
					const struct op *op,
					enum context context,
					unsigned narrowing);

/* What an access is about in the context; FACET_NONE: not to be named. */
struct access_ends {
	enum facet source, target;
};
struct access_ends access_resolve(const struct op_accesses *accesses,
				  const struct access *access,
				  enum context context);

/* Whether it is asked only of devices that are isolated less than they must. */
bool access_is_unisolated(const struct model *model,
			  const struct access *access);

#endif
