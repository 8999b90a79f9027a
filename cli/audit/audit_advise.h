/* What to do about a denial: whether a rule helps, and which. */
#ifndef AUDIT_AUDIT_ADVISE_H
#define AUDIT_AUDIT_ADVISE_H

#include "base/diags.h"

struct audit_case;
struct audit_op;
struct audit_question;
struct facts;

/*
 * The op of the case that is to be granted, where it is the only one that is
 * likely and can be; NULL: there is none, or one of several.
 */
const struct audit_op *audit_single_grant(const struct audit_case *row);

/* What is known of the host beside its log. */
struct advisor {
	const struct audit *audit;
	const struct policy *policy; /* or NULL */
	struct rights *rights;
	struct constraints *constraints;
	const struct site *site,
		*profile;	       /* whose domains have names; or NULL */
	const struct host_build *host; /* or NULL */
	struct openings *openings;
	struct arena *arena;
	struct diags *diags;
};

/* Makes it of what is asked about, and gives back what is not the arena's. */
void advisor_make(struct advisor *advisor,
		  const struct audit_question *question, struct arena *arena,
		  struct diags *diags);
void advisor_free(struct advisor *advisor);

/* Says what is to be done about the entry, in the release of the facts. */
void advise_case(const struct advisor *advisor, const struct facts *facts,
		 struct audit_case *row);

#endif
