/* What a site and its policy accept of the findings. */
#ifndef LINT_LINT_WAIVER_H
#define LINT_LINT_WAIVER_H

#include "lint/lint.h"
#include "run/run.h"

/* A waiver of the site, a remark in the policy's text, or a review. */
struct acceptance {
	const struct waiver *waiver;
	const char *file; /* of a remark: it is on one rule of this file */
	unsigned line;	  /* where that rule begins; 0: there is none */
	bool expired, used;
};

struct acceptances {
	list_of(struct acceptance) list;
};

/* Reads them; false with messages where one is not good. */
bool acceptances_read(struct run *run, struct acceptances *acceptances);

/* How many findings there can be on them and on the site's types. */
size_t acceptances_most(const struct acceptances *acceptances,
			const struct run *run);

/*
 * Says of each finding what accepts it, and on which of its objects: the rest
 * is a finding of its own.  Marks what is in use.
 */
void acceptances_match(struct acceptances *acceptances, struct run *run,
		       struct lint *lint);

/*
 * Sets the waivers of the lint's findings, and adds findings on those that have
 * ended and on those that accept nothing: there is room for them before the
 * first one.
 */
void acceptances_apply(struct acceptances *acceptances, struct run *run,
		       struct lint *lint);

/* The findings of a request, which nothing accepts; NULL as run_make(). */
struct lint *lint_plainly(const struct lint_request *request,
			  struct arena *arena, struct diags *diags);

#endif
