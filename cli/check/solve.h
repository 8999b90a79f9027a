/*
 * Whether one consistent choice of types lets a subject pass an op; for check/
 * only.
 */
#ifndef CHECK_SOLVE_H
#define CHECK_SOLVE_H

#include "right/right.h"
#include "check/row.h"
#include "check/types.h"

/* What the roles stand for, so far. */
struct trial {
	unsigned own[PARTY_COUNT];  /* types; NO_TYPE: still open */
	unsigned seen[PARTY_COUNT]; /* labels in the caller's accesses */
	bool caller[PARTY_COUNT];   /* it is the caller itself */
	struct when when;	    /* of what was assumed and asked so far */
};

/* What is known of a way for all subjects, or for the current one. */
struct way_facts {
	bool plain; /* direct, and no constraint speaks of it */
	bool constrained;
	bool selfish;  /* it speaks of the label of the caller for itself */
	bool varies;   /* some conditional rule speaks of it */
	bool hopeless; /* no rule at all grants some of its needs */
	/* Whether the lower layer alone lets some object pass, and of which
	 * version that is said. */
	unsigned lower_version;
	bool lower_passes;
	/* All such objects, of another version. */
	unsigned lower_objects_version;
	list_of(unsigned) lower_objects;
	/* By role, then always and sometimes: types that have, on some type,
	 * all that the way needs of them; items NULL: not known yet. */
	struct type_list subjects[PARTY_COUNT][2];
	/* Of a way that asks nothing of the caller: on which objects. */
	bool solved;
	const unsigned *objects; /* that pass always, ascending */
	size_t object_count;
	const struct hit *hits; /* that pass sometimes, ascending */
	size_t hit_count;
};

/* An object, and when it passes. */
struct hit {
	unsigned object;
	struct when when;
};

/* Types, each once. */
struct type_set {
	bool *has;
	unsigned *items;
	unsigned count, capacity; /* capacity: of all types */
};

void type_set_add(struct type_set *set, unsigned type);
void type_set_sort(struct type_set *set);

struct solver {
	struct run *run;
	struct rights *rights;
	struct constraints *constraints;
	struct vectors vectors; /* of the policy */
	struct groups groups;
	struct way_facts *facts; /* by way */
	struct row row;
	struct views views; /* of the row's subject, once they are asked for */
	bool views_known;
	list_of(struct type_set *) free_sets;
	/* The objects that were asked for last, for a finding's details. */
	struct {
		unsigned subject;
		const struct group *group;
		struct when when;
		list_of(unsigned) objects;
	} last;
	/* The same of a draft that is granted a right. */
	struct {
		const struct draft *draft;
		struct type_list types;
	} last_granted;
	/* Types are tried by name: what is found is shown. */
	bool by_name;
	bool levels_unknown; /* something rests on what MLS levels say */
};

struct solver *solver_make(struct run *run, struct arena *arena);

/* Turns to a subject. */
void solver_load(struct solver *solver, unsigned subject);

/* An empty set of types, to be given back; they are used over and over. */
struct type_set *solver_take_set(struct solver *solver);
void solver_give_back(struct solver *solver, struct type_set *set);

/* Adds the objects that are to be tried one by one. */
void way_gather_candidates(struct solver *solver, const struct plan_way *way,
			   bool varying, struct type_set *types);

/*
 * Whether the loaded subject might pass the way, by what it may do to some
 * type: a quick no.
 */
bool way_is_likely(const struct solver *solver, const struct plan_way *way,
		   bool sometimes);

/*
 * Whether the type can be that role's in the way: as a domain's own label, or
 * as the loaded subject sees a domain.
 */
bool way_admits(const struct solver *solver, const struct plan_way *way,
		enum party role, unsigned type);
bool way_shows(struct solver *solver, const struct plan_way *way,
	       enum party role, unsigned type);

/* Whether it always passes the way on some object. */
bool way_passes(struct solver *solver, const struct plan_way *way);

/* Adds the objects on which it always passes. */
void way_gather(struct solver *solver, const struct plan_way *way,
		struct type_set *objects);

/* Adds the objects on which it may pass in some state of the booleans. */
void way_gather_varying(struct solver *solver, const struct plan_way *way,
			struct type_set *objects);

/* Whether it always passes on the object; the first trial that does. */
bool way_try(struct solver *solver, const struct plan_way *way, unsigned object,
	     struct trial *trial);

/* When it passes on the object; the first trial that ever does. */
struct when way_try_varying(struct solver *solver, const struct plan_way *way,
			    unsigned object, struct trial *trial);

#endif
