/* Whether a type can be a domain's label at all. */
#ifndef RUN_RUN_STANDING_H
#define RUN_RUN_STANDING_H

#include "run/run_make.h"

/* Finds the standing of all types, once it is known who is trusted. */
void standings_find(struct run *run);

/* Whether a domain in the list of domains can have the label. */
bool standing_is_possible(const struct run *run, unsigned type);

/*
 * Whether a domain of the type can be that party: its own label.  Of Xen's
 * own domains only those of the mask, of op_named_domains().
 */
bool standing_admits(const struct run *run, unsigned system_domains,
		     enum party party, unsigned type);

/* Whether the type is that of a domain of the mask, as whatever party. */
bool standing_is_named(const struct run *run, unsigned system_domains,
		       unsigned type);

/*
 * Whether findings on the subject, a type or none, are no more than notes: it
 * is STANDING_SWEPT.
 */
bool standing_is_doubtful(const struct run *run, unsigned subject);

/* What takes the place of the role of such findings: "view". */
extern const char *const standing_role;

/*
 * Why the type's standing is STANDING_SWEPT, as a part of a sentence, in the
 * arena.
 */
const char *standing_reason(const struct run *run, unsigned type,
			    struct arena *arena);

#endif
