/* In which states of the policy's booleans something holds; for check/ only. */
#ifndef CHECK_WHEN_H
#define CHECK_WHEN_H

#include "policy/policy.h"

/* Booleans that one condition can rest on and still be worked out exactly. */
enum { WHEN_BOOLEANS = 8, WHEN_WORDS = (1 << WHEN_BOOLEANS) / 64 };

/*
 * A truth table over the booleans that matter, and no others: equal conditions
 * are equal in all fields.  State s has boolean i on when its bit i is set.
 *
 * Where there would be more booleans than fit, it is words only: "and" joins
 * them, "or" keeps its first part, which is enough but may say too little.
 */
struct when {
	const char *text; /* NULL: there is a table */
	bool text_default;
	unsigned count;
	unsigned booleans[WHEN_BOOLEANS]; /* ascending */
	uint64_t states[WHEN_WORDS];
};

struct when when_always(void);
struct when when_never(void);
bool when_is_always(const struct when *when);
bool when_is_never(const struct when *when);
bool when_equal(const struct when *a, const struct when *b);

/* The conditions of a policy as tables, and the texts made so far. */
struct conditions {
	const struct policy *policy;
	struct arena *arena;
	struct when *tables; /* by condition of the policy */
	bool *known;
	list_of(struct when_text) texts;
};

struct when_text {
	struct when when;
	const char *text;
	bool default_state;
};

void conditions_init(struct conditions *conditions, const struct policy *policy,
		     struct arena *arena);

/* The table of a condition of the policy, by index or POLICY_ALWAYS. */
const struct when *condition_when(struct conditions *conditions,
				  unsigned index);

/* Both, either, or the one but not the other. */
struct when when_and(struct conditions *conditions, const struct when *a,
		     const struct when *b);
struct when when_or(struct conditions *conditions, const struct when *a,
		    const struct when *b);
struct when when_not(struct conditions *conditions, const struct when *a);

/*
 * As an expression of policy.conf: that of a condition of the policy which is
 * the same, or else a shortest sum of products.  Equal conditions yield the
 * same pointer; what holds always yields NULL.
 */
const char *when_text(struct conditions *conditions, const struct when *when,
		      bool *default_state);

#endif
