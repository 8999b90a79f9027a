/* What a subject can do, and on whom. */
#ifndef RUN_RUN_ABILITY_H
#define RUN_RUN_ABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/run_group.h"
#include "run/run_make.h"
#include "run/run_plan.h"
#include "solve/solve.h"

/* What there is to do: groups of ops, and what is asked for each. */
struct repertoire {
	struct vectors vectors; /* of the policy */
	struct groups groups;
	struct query **queries;	   /* by index of way */
	struct query_index *index; /* by number of group */
	/* What the loaded subject can do of the group it was last asked of. */
	struct {
		unsigned subject;
		const struct group *group;
		uint64_t *always;	  /* objects on which it always can */
		list_of(struct hit) hits; /* on which it sometimes can */
	} last;
	/* The types of a draft that is granted a right, as last asked for. */
	struct {
		const struct draft *draft;
		struct type_list types;
	} last_granted;
};

/* A solver of the run's policy, in its arena, beside that of the repertoire. */
struct solver *run_solver_make(struct run *run);

/* Makes the run's repertoire, and the solver that is asked of it. */
void repertoire_make(struct run *run);

/* The query of a way of some group. */
struct query *way_query(const struct run *run, const struct plan_way *way);

/* The abilities of the loaded subject, in the arena. */
struct abilities {
	list_of(struct ability) list;
};

void abilities_find(struct run *run, struct arena *arena,
		    struct abilities *abilities);

/* Adds those of one group. */
void abilities_find_in(struct run *run, const struct group *group,
		       struct arena *arena, struct abilities *abilities);

/* Adds the objects of an ability to the set. */
void ability_gather(const struct ability *ability, uint64_t *objects);

/* Whether an object of the ability is in the set. */
bool ability_reaches(const struct ability *ability, const uint64_t *within);

/* When the subject can do the group's ops to the object. */
struct when ability_when(struct run *run, unsigned subject,
			 const struct group *group, unsigned object);

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

void passes_find(struct run *run, const struct group *group, unsigned object,
		 struct arena *arena, struct passes *passes);

/* The right that an access asks, which the policy has. */
struct right right_of(const struct way_access *access);

/* What it asks of those whom the trial has. */
struct asked asked_of(const struct way_access *access,
		      const struct trial *trial);

/* The same of one of the way's accesses. */
struct asked way_asked(const struct plan_way *way, unsigned access,
		       const struct trial *trial);

size_t group_ops(const struct group *group, const struct op *const **ops);

/* Whether the subject can do the op, on some objects. */
bool subject_does(const struct subject *subject, const struct op *op);

/*
 * The objects, in the arena: they are worked out when they are asked for, at
 * best while the subject is seen.
 */
struct type_list ability_objects(const struct ability *ability,
				 struct arena *arena);

#endif
