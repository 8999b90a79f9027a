/* From what an op takes to rules between the types of those who are meant. */
#ifndef COMPILE_COMPILE_EMIT_H
#define COMPILE_COMPILE_EMIT_H

#include "base/diags.h"

struct model;
struct model_grant;

/* Makes the rules of one op that is granted. */
void model_emit(struct model *model, const struct model_grant *grant);

/* What the users of devices and the models of domains have from others' ops. */
void model_emit_targets(struct model *model);

/* Warns of devices that the model's iommu keeps from every domain. */
void model_check_isolation(struct model *model, struct diags *diags);

#endif
