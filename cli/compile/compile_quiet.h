/* Rules for what is denied, and not logged when it is. */
#ifndef COMPILE_COMPILE_QUIET_H
#define COMPILE_COMPILE_QUIET_H

#include "base/diags.h"

struct access_row;
struct model;
struct op;

/* Denials of these terms, class and permissions are not logged. */
void model_hush(struct model *model, unsigned source, unsigned target,
		const struct access_row *row, const struct op *op);

/* Warns of what is not to be logged, and is not denied. */
void model_tell_vain(const struct model *model, struct diags *diags);

#endif
