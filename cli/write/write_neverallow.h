/* What nobody but the trusted has, as neverallow rules of the policy itself. */
#ifndef WRITE_WRITE_NEVERALLOW_H
#define WRITE_WRITE_NEVERALLOW_H

#include "base/buffer.h"

struct model;

/* The neverallow rules that hold in the policy itself. */
void guard_add(struct model *model, struct buffer *conf);

#endif
