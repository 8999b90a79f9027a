/* Whether what is granted is passed, whatever the caller does not choose. */
#ifndef COMPILE_COMPILE_PROVE_GRANT_H
#define COMPILE_COMPILE_PROVE_GRANT_H

#include "base/diags.h"

struct model;
struct run;

/*
 * Says which grants do not let pass all whom they name, in the run's policy;
 * types: the policy's, by the model's terms.
 */
void prove_grants(struct model *model, const unsigned *types, struct run *run,
		  struct diags *diags);

#endif
