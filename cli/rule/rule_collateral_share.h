/* Permissions that safe and covered ops of a release are asked alike. */
#ifndef RULE_RULE_COLLATERAL_SHARE_H
#define RULE_RULE_COLLATERAL_SHARE_H

#include <stdbool.h>

#include "run/run.h"

/* Ops of a group that are asked a permission in the same ways. */
struct course {
	const struct group *group;
	list_of(const struct plan_way *) ways; /* of the group */
	bool safe, covered;		       /* some of the ops are */
};

struct use {
	const struct op *op;
	bool covered;
	unsigned course;
};

/* A permission that safe and covered ops are asked of that party. */
struct shared_right {
	struct right right;
	enum party party;
	const char *name;	  /* "CLASS:PERMISSION" */
	const char *fact;	  /* that, and for which part of an op */
	list_of(struct use) uses; /* in the registry's order */
	list_of(struct course) courses;
};

/* What depends on the release and the vectors alone. */
struct sharing {
	list_of(struct shared_right) rights;
};

/* In the arena of the facts. */
const struct sharing *sharing_make(const struct shared_facts *facts);

#endif
