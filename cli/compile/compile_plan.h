/* What each grant takes and opens, as a table. */
#ifndef COMPILE_COMPILE_PLAN_H
#define COMPILE_COMPILE_PLAN_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/table.h"

struct model;

/*
 * What each grant takes and opens, a row each, and what all together open
 * beside, in the model's arena; `all`: the shipped profile's grants too.
 * With the messages that compile_policy() has, and with errors if it fails;
 * NULL where there is no policy that could tell what is opened.
 */
struct table *compile_plan(struct model *model, bool all,
			   void (*write)(struct model *model,
					 struct buffer *conf),
			   struct diags *diags);

#endif
