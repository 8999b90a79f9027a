/* What a site and its policy accept of the findings. */
#ifndef LINT_LINT_WAIVER_H
#define LINT_LINT_WAIVER_H

#include <stdbool.h>
#include <stddef.h>

#include "run/run.h"

struct lint;

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
 * Sets the waivers of the lint's findings, and adds findings on those that have
 * ended and on those that accept nothing: there is room for them before the
 * first one.
 */
void acceptances_apply(struct acceptances *acceptances, struct run *run,
		       struct lint *lint);

#endif
