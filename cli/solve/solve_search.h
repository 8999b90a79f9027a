/*
 * The search for types: party by party, among the intersection of what is
 * allowed with those that are given, and with those that were chosen before.
 */
#ifndef SOLVE_SOLVE_SEARCH_H
#define SOLVE_SOLVE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/solve_answer.h"

struct component;
struct solver;

/* A look for choices of types for the parties of one component. */
struct search {
	struct solver *solver;
	const struct query *query;
	struct component *component;
	bool sometimes;	     /* conditional rules count */
	bool guarded;	     /* so does when: all choices are looked at */
	bool ranked;	     /* in the order of names */
	struct trial *first; /* the first choice that passes, or NULL */
	bool passed;
	struct when total; /* of all that passed; guarded */
	/* Two sets, and whether they meet: many ask the same again. */
	struct {
		const uint64_t *a, *b;
		bool meet;
	} last;
};

/* All choices; with an object, those that have it. */
void search_all(struct search *search, const struct trial *start);
void search_object(struct search *search, const struct trial *start,
		   unsigned object);

/* Adds all objects that some choice has. */
void search_gather(struct search *search, const struct trial *start,
		   uint64_t *objects);

/* Whether some choice has an object of the set. */
bool search_within(struct search *search, const struct trial *start,
		   const uint64_t *within);

#endif
