/*
 * Ways of which all is asked of the caller, on at most one open role, and of
 * which no constraint speaks: a look at the caller's row; for check/ only.
 */
#ifndef CHECK_PLAIN_H
#define CHECK_PLAIN_H

#include "check/trial.h"

/*
 * Whether the way is that plain for the loaded subject: a label for itself
 * that depends on booleans makes it less so.
 */
bool way_is_plain(struct solver *solver, const struct plan_way *way);

/* The type of a role that is not open, of a plain way. */
unsigned way_given_type(struct solver *solver, enum party role);

/* Whether what is asked on types that are given is always allowed. */
bool plain_given_passes(struct solver *solver, const struct plan_way *way);

/* Whether what is asked on the open role is always allowed on the type. */
bool plain_object_passes(struct solver *solver, const struct plan_way *way,
			 unsigned object);

/* Whether the way, which is likely, passes always on some object. */
bool plain_passes(struct solver *solver, const struct plan_way *way);

/* When the way passes on the object. */
struct when plain_when(struct solver *solver, const struct plan_way *way,
		       unsigned object);

/* The roles' types, with that object. */
struct trial plain_trial(struct solver *solver, const struct plan_way *way,
			 unsigned object);

/*
 * Adds the types of an open role on which it passes always, or those on which
 * it can depend on booleans when the given types pass always.
 */
void plain_gather(struct solver *solver, const struct plan_way *way,
		  struct type_set *objects);
void plain_gather_varying(struct solver *solver, const struct plan_way *way,
			  struct type_set *objects);

#endif
