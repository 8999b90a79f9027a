/* From what an op takes to rules between the types of those who are meant. */
#ifndef COMPILE_COMPILE_EMIT_H
#define COMPILE_COMPILE_EMIT_H

#include <stdint.h>

#include "base/diags.h"

struct access_row;
struct model;
struct model_grant;

/* Of the row's, what the grant gives: a device model builds no domain. */
uint32_t grant_permissions(const struct model_grant *grant,
			   const struct access_row *row);

/* Makes the rules of one op that is granted. */
void model_emit(struct model *model, const struct model_grant *grant);

/* What the users of devices and the models of domains have from others' ops. */
void model_emit_targets(struct model *model);

/* Warns of devices that the model's iommu keeps from every domain. */
void model_check_isolation(const struct model *model, struct diags *diags);

#endif
