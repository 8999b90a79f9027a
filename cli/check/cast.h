/* Who takes which part in a route, and when it passes; for check/ only. */
#ifndef CHECK_CAST_H
#define CHECK_CAST_H

#include "check/route.h"

/*
 * Types by role; NO_TYPE: open.  The caller may see a domain by another label
 * than its type; which one, can be open when the type is known.
 */
struct cast {
	unsigned own[PARTY_COUNT];
	unsigned seen[PARTY_COUNT];
	bool self[PARTY_COUNT]; /* it is the caller itself */
	uint64_t met;		/* asks that are looked at: a bit each */
	struct when when;	/* of what is met so far */
};

/* Nobody yet, but the types of initial SIDs. */
struct cast cast_start(struct run *run);

/* A type in the role; its caller's label for it is left open. */
void cast_type(struct cast *cast, enum party role, unsigned type);

/* The same, and the label that the caller sees it by. */
void cast_label(struct cast *cast, enum party role, unsigned type,
		unsigned label);

/*
 * When some choice of types for what is open passes all that is asked, with
 * contexts that satisfy the constraints together.  With always, only if no
 * boolean matters.  Where it does in some state the cast is the first choice
 * that passes, of those that pass always if there are any.
 */
struct when cast_pass(struct run *run, const struct route *route, bool always,
		      struct cast *cast);

/* What a full cast is asked, in the arena. */
struct asked *cast_asked(const struct route *route, const struct cast *cast,
			 struct arena *arena);

#endif
