/* Whether a type can be a domain's label at all; for check/ only. */
#ifndef CHECK_STANDING_H
#define CHECK_STANDING_H

#include "check/run.h"

/* Finds the standing of all types, once it is known who is trusted. */
void standings_find(struct run *run);

/*
 * Whether findings on the subject, a type or none, are no more than notes: it
 * is STANDING_SWEPT.
 */
bool standing_is_doubtful(const struct run *run, unsigned subject);

/* What takes the place of the role of such findings. */
#define STANDING_ROLE "view"

/*
 * Why the type's standing is STANDING_SWEPT, as a part of a sentence, in the
 * arena.
 */
const char *standing_reason(const struct run *run, unsigned type,
			    struct arena *arena);

#endif
