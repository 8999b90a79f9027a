/* Accesses as findings show them, and where the rules stand that allow them. */
#ifndef LINT_LINT_ASKED_H
#define LINT_LINT_ASKED_H

#include <stddef.h>

#include "source/source.h"

struct asked;
struct finding_details;
struct lint;
struct run;

/*
 * The accesses of a run, each of which may be there more than once, as
 * lint_details_together() has those of a finding.
 */
void lint_asked_together(struct run *run, const struct asked *asked,
			 size_t count, struct arena *arena,
			 struct finding_details *details);

/* How many rules the policy has, and where one is that finding_asked names. */
unsigned lint_rule_count(const struct lint *lint);
struct source_location lint_rule_place(const struct lint *lint, unsigned rule,
				       struct arena *arena);

#endif
