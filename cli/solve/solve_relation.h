/* Who has a vector on whom, for all types; for solve/ only. */
#ifndef SOLVE_SOLVE_RELATION_H
#define SOLVE_SOLVE_RELATION_H

#include "solve/solve_row.h"

/* Rules by one of their ends: those of i are items[first[i]] and on. */
struct rule_index {
	unsigned *first, *items; /* first NULL: not made yet */
};

/*
 * A set that was worked out, by what it comes of: types with the same names,
 * as far as rules speak of these, share it.
 */
struct known_set {
	const unsigned *names; /* of one type, or attributes */
	unsigned count;
	const uint64_t *set; /* NULL: the slot is free */
};

struct known_sets {
	struct known_set *slots;
	size_t count, capacity;
};

/*
 * All pairs of types of which one has the permissions of a class on the other.
 * What is asked for is worked out, and kept: always, then sometimes.
 */
struct relation {
	struct rights *rights;
	struct set_pool *pool;
	struct row *row; /* for the members of attributes */
	unsigned object_class;
	uint32_t permissions;
	struct rule_index by_source, by_target;
	const uint64_t **targets[2],
		**sources[2];	       /* by type; NULL: not asked */
	struct known_sets known[2][2]; /* of sources, of targets; by mode */
	uint64_t *subjects[2];
};

void relation_make(struct relation *relation, struct row *row,
		   unsigned object_class, uint32_t permissions);

/* The types on which the source has them, and those that have them on it. */
const uint64_t *relation_targets(struct relation *relation, unsigned source,
				 bool sometimes);
const uint64_t *relation_sources(struct relation *relation, unsigned target,
				 bool sometimes);

/* Types that may have all of them on some type: no more than a bound. */
const uint64_t *relation_subjects(struct relation *relation, bool sometimes);

struct when relation_when(struct relation *relation, unsigned source,
			  unsigned target);
bool relation_has(struct relation *relation, unsigned source, unsigned target,
		  bool sometimes);

#endif
