/* What a lint says as a whole. */
#ifndef LINT_LINT_WHOLE_H
#define LINT_LINT_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint;

/*
 * Whether a limit is none that lint lives with: then it cannot be said that
 * there are no more findings.
 */
bool lint_is_partial(const struct lint *lint);

/* The number of findings of that level that no waiver suppresses. */
size_t lint_count(const struct lint *lint, enum level level);

/*
 * By index of op: the policy lets somebody who is not fully trusted perform
 * it, or a part of it, in some state of the booleans; or nothing keeps anyone
 * from it.
 */
const bool *lint_delegated(const struct lint *lint);

/*
 * How many ops there are of which the release may lack a fix, while it is sure
 * of none: of those of all domains (subject "*"), or of those of some (NULL).
 */
size_t lint_doubtful_flaws(const struct lint *lint, const char *subject);

#endif
