/*
 * What a waiver is for.  Lint, the policy compiler and the guard ask here, so
 * that what one takes for accepted the others do as well.
 */
#ifndef LINT_LINT_AGREE_H
#define LINT_LINT_AGREE_H

#include <stdbool.h>

#include "site/site.h"

struct finding;
struct op;
struct rule;

/* Whether its last day is before today, YYYY-MM-DD; never before NULL. */
bool waiver_is_over(const struct waiver *waiver, const char *today);

/* What a review of the site accepts, where its releases hold. */
struct waiver waiver_of_review(const struct site_review *review,
			       struct arena *arena);

/* Whether it is for findings of the rule: others are not accepted by it. */
bool waiver_is_for_rule(const struct waiver *waiver, const struct rule *rule);

/* Whether it accepts that the op is granted to its subject on its object. */
bool waiver_is_for_grant(const struct waiver *waiver, const struct op *op);

/* Whether its op and its subject are the finding's. */
bool waiver_is_about(const struct waiver *waiver,
		     const struct finding *finding);

/* Whether it is for that object, a type; NULL: the finding has none. */
bool waiver_has_object(const struct waiver *waiver, const char *object);

/*
 * What a waiver of a site file must say to accept the finding: the name of an
 * op, or attributes.
 */
const char *waiver_wanted(const struct finding *finding, struct arena *arena);

#endif
