/* Which domains have event channels with somebody. */
#ifndef COMPILE_COMPILE_TALK_H
#define COMPILE_COMPILE_TALK_H

#include <stdbool.h>

struct model;
struct model_domain;

/*
 * Whether the domain has a channel with anybody by what the site says, before
 * there are rules: by a talk, or by an op that it is granted or that others are
 * on it.  What is left out in the end counts as well.
 */
bool model_talks(struct model *model, const struct model_domain *domain);

#endif
