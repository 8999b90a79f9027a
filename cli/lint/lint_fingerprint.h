/* What tells findings apart in other releases and policies, as a short text. */
#ifndef LINT_LINT_FINGERPRINT_H
#define LINT_LINT_FINGERPRINT_H

#include "base/memory.h"

struct finding;
struct lint;

/*
 * What stays the same of a finding when the policy's text or the release moves,
 * as a short string in the arena: its rule, subject, identity, condition and
 * objects; the common one is that of all findings that differ in objects alone.
 */
const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding,
			     struct arena *arena);
const char *lint_common_fingerprint(const struct lint *lint,
				    const struct finding *finding,
				    struct arena *arena);

#endif
