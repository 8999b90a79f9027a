/* The types that a party of a component may have; for solve/ only. */
#ifndef SOLVE_SOLVE_CANDIDATE_H
#define SOLVE_SOLVE_CANDIDATE_H

#include <stdbool.h>
#include <stdint.h>

#include "way/way.h"

struct component;
struct links;
struct search;
struct solver;

/*
 * The load by which what is found of the component goes out of date: callers
 * that have what it asks by the same attributes share it.  The sets of its
 * parties, or what it comes to.
 */
unsigned component_load(const struct solver *solver,
			const struct component *component, bool sets);

/* By what is asked of the loaded caller and of those that are given: a set. */
const uint64_t *candidates_now(const struct search *search, enum party party);

/*
 * Those of them that go with what is chosen: maybe in the scratch set.  And
 * whether there are such.
 */
const uint64_t *candidates_find(const struct search *search, enum party party,
				const struct links *links, uint64_t *scratch);
bool candidates_exist(struct search *search, enum party party,
		      const struct links *links);

#endif
