/* Grants that are not passed, in words. */
#ifndef COMPILE_COMPILE_PROVE_TELL_H
#define COMPILE_COMPILE_PROVE_TELL_H

#include "base/diags.h"

struct grant_proof;

/* Says which grants fail: one message for all ops of an element that do alike.
 */
void proof_tell(const struct grant_proof *proof, struct diags *diags);

#endif
