/* Judges what is granted, and makes rules of it. */
#ifndef COMPILE_COMPILE_GRANT_H
#define COMPILE_COMPILE_GRANT_H

#include <stdbool.h>

#include "base/diags.h"

struct model;
struct op;
struct waiver;

/* Judges the grants, talks and devices, and makes rules of what is granted. */
bool model_grant_all(struct model *model, struct diags *diags);

/*
 * What accepts that the op is granted to the subject on the object, or NULL;
 * these NULL: several, or none, which lint tells apart.
 */
const struct waiver *model_accepts(const struct model *model,
				   const struct op *op, const char *subject,
				   const char *object);

/*
 * The name of domains that a grant speaks of; of a role that domains of the
 * site's own have joined, with the types that it came to mean.
 */
const char *model_set_meaning(const struct model *model, const char *name);

#endif
