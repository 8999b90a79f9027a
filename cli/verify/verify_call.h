/* The calls of XSM's hooks, function by function. */
#ifndef VERIFY_VERIFY_CALL_H
#define VERIFY_VERIFY_CALL_H

struct verifier;

void verify_calls(struct verifier *verifier);

#endif
