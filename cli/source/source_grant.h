/* What the allow rules of a policy grant, and which of them grants what. */
#ifndef SOURCE_SOURCE_GRANT_H
#define SOURCE_SOURCE_GRANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diags.h"

struct policy;

/* Where an allow rule begins, by the #line markers before it. */
struct source_location {
	/* The policy's own path where no marker names one; NULL: a binary. */
	const char *file;
	unsigned line;
	bool conditional; /* the rule stands inside of an if */
	const char *text; /* the rule, where there is no file; or NULL */
	const char
		*words; /* the rule as the text has it, in one line; or NULL */
	/*
	 * Where the rule's own words stand, when file and line are those of a
	 * macro's call, or of what inherits a block of CIL; macro.file NULL:
	 * they stand there themselves, or it is not known.
	 */
	struct location macro;
};

/*
 * The allow rules that grant the permission (class index and bit) from one
 * type to another, none of them an attribute, in the text's order, in the
 * arena.  A rule that cannot be followed for certain is left out.  Of a binary
 * each is told by its words.
 */
size_t source_locate(const struct policy *policy, unsigned source,
		     unsigned target, unsigned object_class, unsigned bit,
		     struct arena *arena, struct source_location **locations);

/* How many rules are numbered, and where one of them is: words in the arena. */
unsigned source_place_count(const struct policy *policy);
struct source_location source_rule_place(const struct policy *policy,
					 unsigned rule, struct arena *arena);

/*
 * The line of the first allow rule that begins in the file on that line or
 * behind it; 0: there is none, or it is not known.
 */
unsigned source_next_rule(const struct policy *policy, const char *file,
			  unsigned line);

/* Sets of types have a bit for each type of the policy, by its index. */
enum { SET_BITS = 64 };

/*
 * Collects the grants of a text.  A set of types is known by a number: that of
 * its one type, or one that grants_set() gave it.
 */
struct grants {
	const struct policy *policy;
	struct arena *arena;
	size_t words; /* that a set has */
	list_of(const uint64_t *) sets;
	list_of(struct source_location) rules; /* in the text's order */
	struct class_grants *classes; /* one for each class of the policy */
	bool missed; /* there are rules that could not be followed */
};

/* A rule on one class. */
struct text_grant {
	unsigned source, target; /* sets */
	bool self;		 /* each source to itself, too */
	uint32_t permissions;
	unsigned rule; /* index of a place */
};

/* The grants of one source that is a set of several. */
struct grant_group {
	unsigned source;
	size_t start, end; /* in the list */
};

/* Sorted by source, target and rule when it is done. */
struct class_grants {
	list_of(struct text_grant) list;
	list_of(struct grant_group) groups;
};

struct policy_text {
	struct grants grants;
	/*
	 * Of a binary: the attributes that type i has are those from
	 * first_attribute[i] to before first_attribute[i + 1].
	 */
	const unsigned *attributes, *first_attribute;
};

/* Starts with no grants; memory comes from the arena. */
struct grants grants_new(const struct policy *policy, struct arena *arena);

/* A new empty set, in the arena. */
uint64_t *grants_empty_set(const struct grants *grants);

/* The number of a set, which lives as long as the arena. */
unsigned grants_set(struct grants *grants, const uint64_t *types);

/* The index of a new rule, whose place that is. */
unsigned grants_rule(struct grants *grants, struct source_location at);

void grants_add(struct grants *grants, unsigned object_class,
		struct text_grant grant);

/* All that was added, in the arena, ready to be asked. */
const struct policy_text *grants_done(struct grants *grants);

/* The same for a binary, whose rules are their own places. */
const struct policy_text *grants_of_binary(const struct policy *policy,
					   struct arena *arena);

/* Whether the type, which is no attribute, belongs to the set. */
bool grants_has_type(const struct grants *grants, unsigned set, unsigned type);

/* An access in types that are no attributes. */
struct grant_question {
	unsigned source, target, object_class, bit;
};

/* The rules that grant it, by index and in order, in the arena. */
size_t grants_ask(const struct policy *policy,
		  const struct grant_question *asked, struct arena *arena,
		  const unsigned **rules);

#endif
