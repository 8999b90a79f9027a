/* What the parts of giving advice share; for audit/ only. */
#ifndef AUDIT_ADVISE_H
#define AUDIT_ADVISE_H

#include "audit/explain.h"
#include "right/right.h"
#include "site/site.h"

/* What is known of the host beside its log. */
struct advisor {
	const struct audit *audit;
	const struct policy *policy; /* or NULL */
	struct rights *rights;
	struct constraints *constraints;
	const struct site *site,
		*profile; /* whose domains have names; or NULL */
	struct arena *arena;
};

/* The policy's type, of "SID 5" that of the initial SID; NO_TYPE: none. */
unsigned advisor_type(const struct advisor *advisor, const char *type);

/* Makes it of what is asked about. */
void advisor_make(struct advisor *advisor,
		  const struct audit_question *question, struct arena *arena,
		  struct diags *diags);

/* Says what is to be done about the entry, in the release of the facts. */
void advise_case(const struct advisor *advisor, const struct facts *facts,
		 struct audit_case *row);

/* Says why the policy denies it. */
void advise_why(const struct advisor *advisor, struct audit_case *row);

/*
 * What allowing an op would open beside it, and the words of a site file for
 * it (audit_grant.c).
 */
void advise_open(const struct advisor *advisor, const struct facts *facts,
		 const struct audit_case *row, struct audit_op *op);
void advise_grant(const struct advisor *advisor, const struct op_ways *ways,
		  const struct audit_case *row, struct audit_op *op);

/* The ways of an op of the release; NULL: it has none. */
const struct op_ways *find_ways(const struct facts *facts, const struct op *op);

/* Whether domains of the type are trusted as fully as dom0's. */
bool advisor_trusts(const struct advisor *advisor, const char *type);

#endif
