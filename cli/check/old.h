/* The run as it is until the new one (run.h) does its work. */
#ifndef CHECK_OLD_H
#define CHECK_OLD_H

#include "check/check.h"
#include "check/plan.h"

struct run {
	const struct registry *registry;
	const struct policy *policy;
	unsigned release;
	struct arena *arena;
	struct diags *diags;
	struct relation_index index;
	struct assignment known;    /* the types of initial SIDs */
	bool *trusted;		    /* by type */
	list_of(unsigned) subjects; /* types that call and are not trusted */
	/* By object: the last turn (subject and op) that passed to it always.
	 */
	unsigned *passed;
	unsigned turn;
	list_of(struct finding) findings;
};

/* One way in which a subject passes an op on an object. */
struct pass {
	unsigned object; /* type */
	const struct needs *needs;
	struct assignment assignment;
	const char *condition; /* NULL: always */
	bool default_state;
};

/* Adds the findings on what the subject can do with the op. */
void run_add_findings(struct run *run, const struct plan *plan,
		      unsigned subject, const struct pass *passes,
		      size_t count);

/* Adds the finding on an op that is open to all, with the reason. */
void run_add_open(struct run *run, const struct op *op, const char *code,
		  const char *reason);

#endif
