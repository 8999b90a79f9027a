/*
 * What one type may do to which others: a row of the policy, laid out for one
 * subject after the other; for check/ only.
 *
 * Rules of the subject's attributes make the lower layer, its own the upper
 * one.  Subjects with the same attributes share the lower layer, so that rules
 * between large attributes are expanded once for all of them.
 */
#ifndef CHECK_ROW_H
#define CHECK_ROW_H

#include "check/plan.h"

/* Permissions by class and target; each target that has some is listed. */
struct layer {
	uint32_t **permissions; /* by class, then by type; NULL: not asked */
	struct touched {
		unsigned *items;
		unsigned count;
	} * touched; /* by class */
};

struct row {
	struct rights *rights;
	uint32_t *asked; /* by class: the permissions that rows hold */
	struct layer lower, upper;
	unsigned subject; /* NO_TYPE: none is laid out */
	bool permissive;
	bool by_rights;	      /* the layers do not tell all of it */
	unsigned *attributes; /* of the lower layer */
	unsigned attribute_count;
	unsigned lower_version; /* grows when the lower layer changes */
	/* Conditional rules of the subject, of what is asked. */
	list_of(const struct policy_rule *) conditional;
};

void row_make(struct row *row, struct rights *rights,
	      const struct groups *groups, struct arena *arena);

/* Lays out the row of a subject. */
void row_load(struct row *row, unsigned subject);

/* The permissions that the subject always has on the target. */
uint32_t row_always(const struct row *row, unsigned target,
		    unsigned object_class);

/* When it has all of the permissions on the target. */
struct when row_when(struct row *row, unsigned target, unsigned object_class,
		     uint32_t permissions);

/* Whether the target is one of the rule's. */
bool rule_has_target(const struct rights *rights,
		     const struct policy_rule *rule, unsigned target);

#endif
