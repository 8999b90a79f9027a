/*
 * From the bytes of a binary policy to rows: the parts of a binary in their
 * order, one or a few to a file of this folder.
 *
 * What the parts are is known from the readers of Xen (policydb.c, avtab.c,
 * conditional.c and ebitmap.c of xen/xsm/flask/ss) and of libsepol.  Every
 * length, count and index is checked before it is used, and what is allocated
 * is a small multiple of the bytes it stands for.
 */
#ifndef POLICY_POLICY_ROWS_H
#define POLICY_POLICY_ROWS_H

#include "policy/policy.h"
#include "policy/policy_image.h"

/*
 * Reads the image, whatever its bytes are.  Fills everything but path, kind,
 * remarks and text, in the arena.  NULL when done, else why not, in the arena.
 */
const char *policy_read_image(const struct buffer *image, struct arena *arena,
			      struct policy *policy);

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
	struct range *user_ranges;	     /* of contexts of each user */
	struct bitmap *level_categories;     /* of each sensitivity */
	struct policy_role *roles;
	struct bitmap permissive;  /* values of types: from 1 */
	struct bitmap *role_types; /* of each role */
	const char **sensitivities, **categories;
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

/* --- Symbols (policy_symbol.c) ----------------------------------------- */

bool roles_read(struct reader *reader);
bool types_read(struct reader *reader);
bool users_read(struct reader *reader);
bool booleans_read(struct reader *reader);
bool sensitivities_read(struct reader *reader);
bool categories_read(struct reader *reader);

/* Gives the roles their types, which stand behind them. */
bool roles_resolve(struct reader *reader);

/* Looks whether users and roles keep within their bounds. */
void bounds_compare(struct reader *reader);

/* --- Classes (policy_class.c) ------------------------------------------ */

bool commons_read(struct reader *reader);
bool classes_read(struct reader *reader);

/* A bit for each permission of the class. */
uint32_t class_permissions(const struct policy_class *row);

/* --- Constraints (policy_constraint.c) --------------------------------- */

/* Those of a class; of validatetrans they are read and dropped. */
bool constraints_read(struct reader *reader, unsigned object_class,
		      uint32_t count, bool validatetrans);

/* Gives them their names, which stand behind them. */
bool constraints_resolve(struct reader *reader);

/* --- Rules (policy_rule.c, policy_sort.c) ------------------------------ */

/* Looks at the rules under a condition, and keeps their transitions. */
bool rules_scan(struct reader *reader, unsigned condition);

/* Turns all that were scanned into rows, and sorts these. */
bool rules_resolve(struct reader *reader);

/* --- Conditionals (policy_condition.c) --------------------------------- */

bool conditionals_read(struct reader *reader);

/* --- Contexts (policy_context.c) --------------------------------------- */

/* Keeps those of initial SIDs. */
bool contexts_read(struct reader *reader);

bool file_systems_read(struct reader *reader);

/* Whether its levels are there is not looked at. */
bool range_read(struct reader *reader, struct range *range);

/* Whether a security server takes the range, of levels that there are. */
bool range_is_valid(const struct reader *reader, const struct range *range);

/* Whether all of the one range lies within the other. */
bool range_is_within(const struct range *range, const struct range *outer);

/* --- Tables (policy_table.c) ------------------------------------------- */

/* A table of symbols, while it is read. */
struct symbol_table {
	unsigned values; /* the numbers that symbols may have, from 1 */
	unsigned rows;	 /* those that follow */
	const char **names;
	unsigned name_count;
	bool *taken;
};

/* Reads its head; record: how many bytes a symbol has at the least. */
bool table_open(struct reader *reader, const char *part, size_t record,
		struct symbol_table *table);

/* Reads a symbol's name, in the arena; NULL: there is none. */
const char *table_name(struct reader *reader, struct symbol_table *table,
		       uint32_t length);

/* The index that the symbol's value stands for; no two have the same one. */
bool table_place(struct reader *reader, struct symbol_table *table,
		 uint32_t value, unsigned *index);

/* Fails when two symbols have the same name. */
bool table_close(struct reader *reader, const struct symbol_table *table);

/* Room for indices, in the arena; NULL: no policy has as many. */
unsigned *indices_new(struct reader *reader, size_t count);

/* Takes the text's length off what is left; NULL when there is not as much. */
const char *text_keep(struct reader *reader, const struct buffer *text);

#endif
