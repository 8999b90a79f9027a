/* What a site does without of what its profile grants. */
#ifndef COMPILE_COMPILE_WITHOUT_H
#define COMPILE_COMPILE_WITHOUT_H

#include <stdbool.h>

#include "base/diags.h"

struct model;
struct op;
struct site_grant;

/* Takes out of the profile's grants and talks what the site does without. */
void model_leave_out(struct model *model);

/* Whether the site does without the op in the profile's grant. */
bool model_is_without(const struct model *model, const struct site_grant *grant,
		      const struct op *op);

/* False with messages where the profile has nothing of it. */
bool model_check_left_out(const struct model *model, struct diags *diags);

#endif
