/*
 * The policy's domains as a module of Xen's own tools/flask/policy.  Where that
 * has modules, xen and dom0 declare the hypervisor's types and dom0's; before
 * there is one module for everything, whose place this one takes.
 */
#ifndef WRITE_WRITE_TE_H
#define WRITE_WRITE_TE_H

#include "base/buffer.h"

struct model;

/* Its domains as a module of Xen's tools/flask/policy. */
void write_te(struct model *model, struct buffer *te);

#endif
