/*
 * Ways that ask nothing of the caller, but of others alone: what holds for one
 * subject holds for all; for check/ only.
 */
#ifndef CHECK_FREE_H
#define CHECK_FREE_H

#include "check/plain.h"

/* What such a way lets pass, in its facts: worked out once. */
const struct way_facts *free_solve(struct solver *solver,
				   const struct plan_way *way);

/* Whether its object is a domain, which the caller can be itself. */
bool free_is_about_domain(const struct plan_way *way);

/* Whether it passes with the loaded subject as its object. */
bool free_has_caller(struct solver *solver, const struct plan_way *way);
bool free_has_caller_sometimes(struct solver *solver,
			       const struct plan_way *way);

/*
 * Adds what is asked of others on objects of the draft, which is about the
 * ops of draft->anyone, in the arena.
 */
struct asked_list {
	struct asked *items;
	size_t count, capacity;
};
void free_asked(struct run *run, const struct draft *draft,
		const struct type_list *objects, struct arena *arena,
		struct asked_list *list);

#endif
