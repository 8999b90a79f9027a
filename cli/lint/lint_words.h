/* What is said of a finding, in words; for the files of lint/. */
#ifndef LINT_LINT_WORDS_H
#define LINT_LINT_WORDS_H

#include "lint/lint_finding.h"
#include "lint/lint_object.h"

/* That the subject can perform the op: the message, which others add to. */
void finding_say_delegation(const struct run *run,
			    const struct finding *finding, struct arena *arena,
			    struct finding_details *details);

/* What a rule says. */
const char *finding_draft_message(const struct run *run,
				  const struct draft *draft,
				  struct arena *arena);

/* Why it is in doubt that a domain has the label. */
void finding_say_doubt(struct run *run, const struct finding *finding,
		       struct arena *arena, struct finding_details *details);

/*
 * Adds of what a device model can do to others than its guests, which its role
 * does not excuse: on whom, by the first few names.
 */
void finding_say_beside_role(struct run *run, const struct finding *finding,
			     const struct name_list *chosen,
			     struct arena *arena,
			     struct finding_details *details);

/* A condition that tells of more states than it may hold in, or of fewer. */
void finding_say_condition(const struct finding *finding, struct arena *arena,
			   struct finding_details *details);

/* Of a waiver of its op, which does not say that it is for its rule. */
void finding_say_near(const struct finding *finding, struct arena *arena,
		      struct finding_details *details);

#endif
