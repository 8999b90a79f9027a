/* What a subject can do, and on whom; for check/ only. */
#ifndef CHECK_ABILITY_H
#define CHECK_ABILITY_H

#include "check/solve.h"

/* The abilities of the loaded subject, in the arena. */
struct abilities {
	list_of(struct ability) list;
};

void abilities_find(struct solver *solver, struct arena *arena,
		    struct abilities *abilities);

#define ANY_ROLE PARTY_COUNT

/* When the subject can do the group's ops to the object in that role. */
struct when ability_when(struct run *run, unsigned subject,
			 const struct group *group, enum party role,
			 unsigned object);

/* One way in which the loaded subject does it to an object. */
struct pass {
	const struct plan_way *way;
	struct trial trial;
};

/*
 * The passes on the object: one that is always open, and one where it is
 * endangered beside the target; or all others.
 */
struct passes {
	list_of(struct pass) list;
};

void passes_find(struct solver *solver, const struct group *group,
		 unsigned object, struct arena *arena, struct passes *passes);

#endif
