/* What the loaded caller passes, put together from the components. */
#ifndef SOLVE_SOLVE_ANSWER_H
#define SOLVE_SOLVE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "right/right.h"
#include "way/way.h"

struct query;
struct solver;
struct views;

/* What the parties stand for. */
struct trial {
	unsigned own[PARTY_COUNT];  /* types; NO_TYPE: still open */
	unsigned seen[PARTY_COUNT]; /* labels in the caller's accesses */
	bool caller[PARTY_COUNT];   /* it is the caller itself */
	struct when when;	    /* of what was assumed and asked so far */
};

/* Turns to a caller. */
void solver_load(struct solver *solver, unsigned caller);
unsigned solver_caller(const struct solver *solver); /* NO_TYPE: none yet */

/* How the loaded caller sees domains. */
const struct views *solver_views(struct solver *solver);

/* When the source has all of the permissions on the label, by rules alone. */
struct when solver_when(struct solver *solver, unsigned source, unsigned label,
			unsigned object_class, uint32_t permissions);

/* Nothing is asked of the caller: what holds for one holds for all. */
bool query_is_free(const struct query *query);

/* Whether booleans may have a say in it. */
bool query_varies(const struct query *query);

/* Whether the loaded caller passes always, on some object. */
bool query_passes(struct solver *solver, struct query *query);

/* Adds the objects on which it passes always, or in some state maybe. */
void query_gather(struct solver *solver, struct query *query, bool sometimes,
		  uint64_t *objects);

/* Whether it passes always on an object of the set: as a rule without a look
 * at most of them. */
bool query_passes_within(struct solver *solver, struct query *query,
			 const uint64_t *within);

/*
 * When it passes on the object, which is how the caller calls it.  With a
 * trial, that is the first choice that ever passes; always: that always does,
 * and nothing but always counts.
 */
struct when query_when(struct solver *solver, struct query *query,
		       unsigned object, bool always, struct trial *trial);

/*
 * When it passes with those of the types, by party, that it is given: domains
 * are given by their own types, whatever the caller sees them by, and a caller
 * is to be loaded.  The trial as above, but if some choice passes always it is
 * the first of these.
 */
struct when query_given_when(struct solver *solver, struct query *query,
			     const unsigned types[PARTY_COUNT], bool always,
			     struct trial *trial);

/*
 * Whether the object can be the party's of the way, as the loaded caller sees
 * domains.
 */
bool query_shows(struct solver *solver, const struct query *query,
		 unsigned object);

/* An object, and when it passes. */
struct hit {
	unsigned object;
	struct when when;
};

/* Of a free query: the objects, whoever calls.  Both ascending. */
struct free_answer {
	const unsigned *objects; /* that pass always */
	size_t object_count;
	const struct hit *hits; /* that pass sometimes, and maybe always */
	size_t hit_count;
};

const struct free_answer *query_free(struct solver *solver,
				     struct query *query);

/* As query_when(), on any object, whoever calls. */
struct when query_free_when(struct solver *solver, struct query *query,
			    unsigned object, bool always, struct trial *trial);

/* How the caller sees domains, whether it is the loaded one or not. */
const struct views *views_of(struct solver *solver, unsigned caller);

#endif
