/* What the proof of grants is made of: what was asked, and what failed. */
#ifndef COMPILE_COMPILE_PROOF_H
#define COMPILE_COMPILE_PROOF_H

#include <stdbool.h>

#include "compile/compile_model.h"
#include "run/run.h"

/* An op's way that does for a grant, as it is asked of callers. */
struct tried_way {
	const struct way *way;
	struct plan plan; /* with the caller in each part that he can take */
	struct query **queries; /* by the plan's ways */
};

/* What an op's grants in a context come to. */
struct tried_op {
	list_of(struct tried_way) ways;
};

/* What somebody is granted an op on, by the model's terms. */
struct proof_object {
	const struct model_domain *target; /* or the caller himself */
	unsigned label;	  /* of the domain, as the caller sees it */
	unsigned channel; /* of the event channel that the op is about */
};

/* Who does not pass what a grant gives. */
struct failure {
	const struct model_domain *caller; /* the first one; NULL: nobody */
	struct proof_object object;	   /* on which that is so */
	size_t others;			   /* callers and labels */
};

struct grant_proof {
	struct model *model;
	struct run *run;
	struct solver *solver;
	const unsigned *types;	  /* of the policy, by the model's terms */
	struct tried_op **ops;	  /* by op and context; NULL: not granted */
	struct failure *failures; /* by grant */
};

/* What was asked for grants of the op in that context. */
struct tried_op **proof_tried(const struct grant_proof *proof,
			      const struct model_grant *grant);

/*
 * What is asked of who takes that way, in a context, of its needs these; they
 * live as long as the solver.
 */
struct query *proof_query(struct solver *solver, const struct plan_way *way,
			  const struct requirement *needs, unsigned count,
			  enum context context);

/*
 * Whether the solver's caller passes that on the object.  Where no domain is
 * asked about, it passes for all alike, or for none.
 */
bool proof_passes(const struct grant_proof *proof, struct solver *solver,
		  struct query *query, const struct plan_way *way,
		  enum context context, struct proof_object object);

#endif
