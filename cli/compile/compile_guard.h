/* What a guard forbids, and to whom not. */
#ifndef COMPILE_COMPILE_GUARD_H
#define COMPILE_COMPILE_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#include "compile/compile_model.h"

/* What each permission of the release is asked for, by class and bit. */
struct uses {
	list_of(const struct op *) covered, safe;
	bool by_caller; /* of covered ops, not only of those they are done to */
	/* The one object that covered ops ask it of; NULL: several. */
	const char *object;
};

/* Permissions that a type may not have. */
struct guard_ban {
	const char *source;  /* NULL: no type but the named */
	const char *targets; /* names with spaces between them */
	bool others;	     /* all but the targets */
	unsigned object_class;
	uint32_t permissions;
	bool expected;		 /* by the site, of the types that it names */
	const struct rule *rule; /* of the linter, that calls it an error */
};

struct guarded {
	const struct model *model;
	list_of(struct guard_ban) bans;
	struct uses **uses;	      /* by class, 32 each */
	uint32_t *mask;		      /* by class: what is forbidden */
	const struct op_ways **ways;  /* by op; NULL: not asked yet */
	list_of(const char *) untold; /* what a site expects beyond that */
};

/* The ways of the op, whatever its Xen is built with; kept. */
const struct op_ways *guard_op_ways(const struct guarded *guarded,
				    const struct op *op);

/* The number of a bit. */
unsigned guard_index(uint32_t bit);

/*
 * Finds what only covered ops ask for, in the model's arena: it is of no use
 * to others.
 */
void guard_find_plain(struct guarded *guarded);

/* Finds what each covered op is to be stopped by, in the model's arena. */
void guard_find(struct guarded *guarded);

#endif
