/* What types may do to which others, as sets; for solve/ only. */
#ifndef SOLVE_SOLVE_ROW_H
#define SOLVE_SOLVE_ROW_H

#include "solve/solve_set.h"

/* The sets of one permission, of the loaded caller. */
struct cell {
	unsigned object_class;
	uint32_t permission;
	/* By rules of its attributes, which others may share; by all rules. */
	uint64_t *lower, *always;
	uint64_t *maybe;  /* by conditional rules, or NULL */
	unsigned *guards; /* by type in maybe: by which, as nodes of when */
	bool has_lower, has_own, has_maybe;
	bool bounded; /* what bounds take back is taken off */
};

/*
 * The rights of one caller after the other, of what is asked of callers.
 * Callers with the same attributes share what these are granted.
 */
struct row {
	struct rights *rights;
	struct set_pool *pool;
	uint32_t *asked;   /* by class: what is laid out */
	unsigned *cell_of; /* by class and bit; from 1, 0: not asked */
	struct cell *cells;
	unsigned cell_count;
	unsigned caller; /* NO_TYPE: none is laid out */
	bool permissive;
	const uint64_t *none, *all;
	unsigned *attributes; /* of the lower sets */
	unsigned attribute_count;
	unsigned lower_load; /* how many lower sets there were */
	list_of(unsigned) lower_touched, own_touched, maybe_touched;
	uint64_t **members; /* by attribute; NULL: not asked yet */
	unsigned *names;    /* room for those of a type */
};

void row_make(struct row *row, struct rights *rights, struct set_pool *pool);

/* Lays a permission out from the next caller on. */
void row_ask(struct row *row, unsigned object_class, uint32_t permissions);

void row_load(struct row *row, unsigned caller);

/*
 * Whether the caller has all of the permissions by its attributes alone, as
 * others have that share the lower sets.
 */
bool row_is_shared(const struct row *row, unsigned object_class,
		   uint32_t permissions);

/* The labels on which the caller has that one permission, always. */
const uint64_t *row_always(struct row *row, unsigned object_class,
			   unsigned bit);

/* Those on which conditional rules speak of it; NULL: none. */
const uint64_t *row_maybe(struct row *row, unsigned object_class, unsigned bit);

/* When it has all of the permissions on the label; all are asked. */
struct when row_when(struct row *row, unsigned label, unsigned object_class,
		     uint32_t permissions);

/* Whether it always has. */
bool row_has(struct row *row, unsigned label, unsigned object_class,
	     uint32_t permissions);

/* The members of the type or attribute. */
const uint64_t *row_members(struct row *row, unsigned name);

#endif
