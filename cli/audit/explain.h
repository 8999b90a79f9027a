/* What the parts of explaining entries share; for audit/ only. */
#ifndef AUDIT_EXPLAIN_H
#define AUDIT_EXPLAIN_H

#include "audit/audit.h"
#include "way/way.h"

/* Releases that the registry does not tell apart, and the ways of their ops. */
struct facts {
	unsigned release; /* the newest of them */
	struct release_set in;
	struct vectors vectors;
	const struct release_ways *ways;
	/* By class and bit: the ops that ask it. */
	struct op_list *asking;
};

enum { PERMISSION_BITS = 32 };

struct op_list {
	const struct op_ways **items;
	size_t count, capacity;
};

/*
 * Whether the log has it that the entry's source was refused, or granted, this,
 * too: on the same target, or on any.
 */
bool audit_has_refused(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target);
bool audit_has_granted(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target);

/* Adds the ops that ask the entry's access, or that it is about. */
void explain_access(const struct audit *audit, const struct facts *facts,
		    struct audit_case *row, struct arena *arena);

/* Makes the index of who asks what. */
void facts_index(struct facts *facts, struct arena *arena);

/* --- audit_unknown.c ---------------------------------------------------- */

/* Leaves the releases in which the hook does not know the op. */
void unknown_releases(const struct audit *audit,
		      const struct audit_entry *entry, struct release_set *in);

/* Adds the op that is not known in the release, if there is one. */
void explain_unknown(const struct audit *audit, const struct facts *facts,
		     struct audit_case *row, struct arena *arena);

/*
 * Adds a row, or joins its releases to those of a row that says the same.
 */
void add_op(struct audit_case *row, const struct audit_op *op,
	    struct arena *arena);

#endif
