/* A binary policy while it is read.  Types alone; for the files of policy/
 * only. */
#ifndef POLICY_POLICY_READER_H
#define POLICY_POLICY_READER_H

#include <stddef.h>
#include <stdint.h>

#include "policy/policy_image.h"
#include "policy/policy_parse.h"

/* Versions of the format, each by what it was the first to have. */
enum policy_version {
	VERSION_FIRST = 15,
	VERSION_BOOLEANS = 16,
	VERSION_NODES_6 = 17,
	VERSION_MLS = 19, /* and validatetrans */
	VERSION_ATTRIBUTES = 20,
	VERSION_RANGE_CLASSES = 21,
	VERSION_CAPABILITIES = 22,
	VERSION_PERMISSIVE = 23,
	VERSION_ATTRIBUTE_NAMES = 24, /* and bounds */
	VERSION_NAME_TRANSITIONS = 25,
	VERSION_ROLE_CLASSES = 26,
	VERSION_DEFAULTS = 27,
	VERSION_DEFAULT_TYPES = 28,
	VERSION_CONSTRAINT_SETS = 29,
	VERSION_XEN_DEVICES = 30, /* of the target XenFlask */
	VERSION_IOCTLS = 30,	  /* of the target SE Linux, as the rest */
	VERSION_INFINIBAND = 31,
	VERSION_NAME_SETS = 33,
	VERSION_LAST = 33
};

/* Rules that stand together: those that always hold, or a conditional's. */
struct stored_rules {
	const unsigned char *entries;
	uint32_t count;
	unsigned condition;
};

/* A level and a range of MLS. */
struct mls_level {
	uint32_t sensitivity; /* from 1 */
	struct bitmap categories;
};

struct range {
	struct mls_level levels[2];
};

/* What is known so far.  The policy's rows that are not done are here too. */
struct reader {
	struct image image;
	struct arena *arena;   /* of the rows */
	struct arena *scratch; /* given back in the end */
	struct policy *policy;
	size_t text_left;    /* of texts that may be longer than their bytes */
	size_t indices_left; /* of what is a bit there, and four bytes here */

	const struct common *commons; /* sorted by name */
	unsigned common_count;
	struct policy_class *classes;
	struct policy_type *types;
	unsigned *bounds;		     /* by type; NULL: none yet */
	uint32_t *role_bounds, *user_bounds; /* from 1; 0: none */
	struct policy_user *users;
	struct range *user_ranges;	 /* of contexts of each user */
	struct bitmap *level_categories; /* of each sensitivity */
	struct policy_role *roles;
	struct bitmap permissive;  /* values of types: from 1 */
	struct bitmap *role_types; /* of each role */
	const char **sensitivities, **categories;
	list_of(struct policy_alias) aliases;
	unsigned sensitivity_count, category_count;

	unsigned kinds; /* of labelled objects that there are tables for */

	list_of(struct policy_constraint) constraints;
	list_of(struct constraint_step) steps;
	list_of(struct bitmap) step_names; /* of each of the steps */

	list_of(struct policy_condition) conditions;
	list_of(struct policy_transition) transitions;
	list_of(struct stored_rules) spans;
	size_t *rule_counts; /* of each source */
	size_t rules_at;     /* where the first ones stand */
};

/*
 * Each of these reads a part and goes on behind it; false: the image has its
 * error.
 */

/* Counts one more of them; name: which it is, or NULL. */
static inline void part_found(struct reader *reader, enum policy_part part,
			      const char *name)
{
	struct policy_part_found *found = &reader->policy->parts[part];
	if (!found->count++)
		found->first = name;
}

#endif
