/*
 * Ways that fall into parts: what is asked in one has nothing in common with
 * what is asked in another but the caller and what is given.  So each is
 * solved for itself, and not every choice in one with every choice in the
 * others; for check/ only.
 */
#ifndef CHECK_PART_H
#define CHECK_PART_H

#include "check/solve.h"

/* Sets the parts of a way whose needs stay where they are, and their indices.
 */
void way_split(struct plan_way *way, struct arena *arena, unsigned *way_count);

/*
 * Whether the way is solved by its parts: where a constraint speaks of it, the
 * caller must have one context in all of them.
 */
bool way_has_parts(const struct solver *solver, const struct plan_way *way);

/* As the functions way_...() of such a way. */
bool parts_pass(struct solver *solver, const struct plan_way *way);
void parts_gather(struct solver *solver, const struct plan_way *way,
		  struct type_set *objects);
void parts_gather_varying(struct solver *solver, const struct plan_way *way,
			  struct type_set *objects);
bool parts_try(struct solver *solver, const struct plan_way *way,
	       unsigned object, struct trial *trial);
struct when parts_try_varying(struct solver *solver, const struct plan_way *way,
			      unsigned object, struct trial *trial);

#endif
