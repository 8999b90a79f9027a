/* Holds what checkpolicy made against what it was told. */
#ifndef COMPILE_COMPILE_PROVE_H
#define COMPILE_COMPILE_PROVE_H

#include <stdbool.h>

#include "compile/compile_closure.h"

struct model;

/*
 * Judges the grants, has the policy.conf written, compiles it and proves the
 * result: no covered op is granted that is not accepted, classes, permissions
 * and initial SIDs are the release's, the rules are the model's, and lint finds
 * no error that was not accepted.  Where grants that are to be left out if they
 * are not safe open such a thing only together, the last of them is left out:
 * the model is then another.  False with messages when one of these fails; what
 * is in the buffers then is of no use.  The model
 * keeps what lint finds in the policy.
 */
bool compile_policy(struct model **model,
		    void (*write)(struct model *model, struct buffer *conf),
		    struct diags *diags, struct buffer *conf,
		    struct buffer *binary);

/* What was decided of a model, and on what grounds. */
struct decision {
	struct model *model; /* the last one */
	bool good;	     /* the policy may be handed out */
	/* What its policy opens; NULL: there is none, and messages say why. */
	const struct lint *lint;
	struct open_findings open;
};

/*
 * Judges what is granted, makes the policy of it and proves it; where grants
 * that are left out if they are not safe open something only together, they are
 * withheld and the model is made again.  Messages say what is not good.  This
 * decides for build and plan alike.
 */
struct decision model_decide(struct model *model,
			     void (*write)(struct model *model,
					   struct buffer *conf),
			     struct diags *diags, struct buffer *conf,
			     struct buffer *binary);

#endif
