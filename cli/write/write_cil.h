/* The policy as CIL. */
#ifndef WRITE_WRITE_CIL_H
#define WRITE_WRITE_CIL_H

#include "base/buffer.h"

struct model;

/* The policy as CIL. */
void write_cil(struct model *model, struct buffer *cil);

#endif
