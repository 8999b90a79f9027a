/* Which ops the words of a site file mean. */
#ifndef COMPILE_COMPILE_OP_H
#define COMPILE_COMPILE_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

struct model;
struct op;
struct site_grant;

/* --- Grants (compile_op.c, compile_fit.c, compile_grant.c, compile_emit.c) */

/* The ops of the release that a grant means; false with messages. */
bool model_grant_ops(struct model *model, const struct site_grant *grant,
		     struct diags *diags, const struct op ***ops,
		     size_t *count);

/* Whether the grant counts for the release; false with a message for no range.
 */
bool model_grant_counts(const struct model *model,
			const struct site_grant *grant, struct diags *diags);

#endif
