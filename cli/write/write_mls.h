/*
 * Levels, and what they forbid beside types.  A domain reads what it
 * dominates and changes what is of its own level; the trusted do not heed
 * levels, and others may talk to them.  What is done to the hypervisor itself
 * is left to types.
 */
#ifndef WRITE_WRITE_MLS_H
#define WRITE_WRITE_MLS_H

#include "base/buffer.h"

struct model;

/* Sensitivities, categories, levels and constraints. */
void mls_add(const struct model *model, struct buffer *conf);

void mls_add_cil(const struct model *model, struct buffer *cil);

/* What levels forbid. */
void mls_add_constraints(const struct model *model, struct buffer *conf);
void mls_add_cil_constraints(const struct model *model, struct buffer *cil);

/* What stands behind a user's roles, and a CIL user's range. */
extern const char mls_user_range[], mls_cil_range[];

#endif
