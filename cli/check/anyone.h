/* What ops rest on that ask nothing of who calls; for check/ only. */
#ifndef CHECK_ANYONE_H
#define CHECK_ANYONE_H

#include "check/ability.h"

/*
 * Adds what is asked of others on objects of the draft, which is about the
 * ops of draft->anyone, in the arena.
 */
struct asked_list {
	struct asked *items;
	size_t count, capacity;
};
void anyone_asked(struct run *run, const struct draft *draft,
		  const struct type_list *objects, struct arena *arena,
		  struct asked_list *list);

/* Whether everybody can have the group's ops done, to somebody. */
bool anyone_reaches(struct run *run, const struct group *group);

#endif
