/*
 * XSM001 and XSM002 of every domain: ops of which nothing is asked of who
 * calls.  The hypervisor asks of others, and where the policy allows it among
 * them, everybody can have it done.
 */
#ifndef RULE_RULE_ANYONE_H
#define RULE_RULE_ANYONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct draft;
struct group;
struct run;
struct type_list;

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

/* Objects of a group, and when anybody can do it to them. */
struct anyone_reach {
	const struct when *when;
	list_of(unsigned) objects;
};

/* Adds all of them, in the run's arena. */
struct reaches {
	list_of(struct anyone_reach) list;
};
void anyone_find(struct run *run, const struct group *group,
		 struct reaches *reaches);

/* Whether everybody can have the group's ops done, to somebody. */
bool anyone_reaches(struct run *run, const struct group *group);

#endif
