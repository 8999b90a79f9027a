/* Which grants open something together, and which of them is left out. */
#ifndef COMPILE_COMPILE_TOGETHER_H
#define COMPILE_COMPILE_TOGETHER_H

#include "base/diags.h"

struct lint;
struct model;
struct open_findings;

/* Says of each which grants open it, and what would close it. */
void model_tell_open(struct model *model, const struct lint *lint,
		     const struct open_findings *open, struct diags *diags);

/*
 * The model without the if-safe grants that open the findings together with
 * others, or alone: the last of those that would do.  NULL: there are none.
 */
struct model *model_withhold(struct model *model, const struct lint *lint,
			     const struct open_findings *open,
			     struct diags *diags);

#endif
