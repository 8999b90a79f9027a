/*
 * Holds the event channels of a binary against the talks of the site, as Xen
 * asks for them: its label, by transition, who may create it, and what it may
 * be bound to.  The rules are the binary's; of the model only names are taken.
 */
#ifndef COMPILE_COMPILE_PROVE_CHANNEL_H
#define COMPILE_COMPILE_PROVE_CHANNEL_H

#include "base/diags.h"

struct model;
struct policy;

/*
 * What is wrong with the event channels of the binary, whose types are these,
 * by terms: talks that cannot be, rules that nothing comes under (NULL:
 * nothing).
 */
const char *prove_channels(struct model *model, const struct policy *policy,
			   const unsigned *types, struct diags *diags);

#endif
