/* Ops that a hook does not know: which they are, and where. */
#ifndef AUDIT_AUDIT_UNKNOWN_H
#define AUDIT_AUDIT_UNKNOWN_H

#include "base/memory.h"

struct audit;
struct audit_case;
struct audit_entry;
struct facts;
struct release_set;

/* Leaves the releases in which the hook does not know the op. */
void unknown_releases(const struct audit *audit,
		      const struct audit_entry *entry, struct release_set *in);

/* Adds the op that is not known in the release, if there is one. */
void explain_unknown(const struct audit *audit, const struct facts *facts,
		     struct audit_case *row, struct arena *arena);

#endif
