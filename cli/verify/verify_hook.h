/* Which branches of which hooks are to be held against an op. */
#ifndef VERIFY_VERIFY_HOOK_H
#define VERIFY_VERIFY_HOOK_H

#include <stdbool.h>

struct verifier;

void verify_checks(struct verifier *verifier);

/* Whether the words of a call's cases have the name (verify_hook.c). */
bool label_has_name(const char *label, const char *name);

#endif
