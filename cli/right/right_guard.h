/* In which states of the policy's booleans something holds. */
#ifndef RIGHT_RIGHT_GUARD_H
#define RIGHT_RIGHT_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "policy/policy.h"

/*
 * A set of states, as a node of a decision diagram: conditions that hold in the
 * same states are one node, however they came about.
 */
struct when {
	unsigned node; /* of struct conditions */
};

enum { WHEN_NEVER, WHEN_ALWAYS };

static inline struct when when_always(void)
{
	return (struct when){WHEN_ALWAYS};
}

static inline struct when when_never(void)
{
	return (struct when){WHEN_NEVER};
}

static inline bool when_is_always(const struct when *when)
{
	return when->node == WHEN_ALWAYS;
}

static inline bool when_is_never(const struct when *when)
{
	return when->node == WHEN_NEVER;
}

static inline bool when_equal(const struct when *a, const struct when *b)
{
	return a->node == b->node;
}

/* How a condition came about: of which two others, or of none. */
enum joint { JOINT_NONE, JOINT_NOT, JOINT_AND, JOINT_OR };

/*
 * Decides by a boolean which of two others counts.  Where a diagram would be
 * too large, it is no more than how it came about: it is then taken to hold in
 * some states and not in all.
 */
struct when_node {
	unsigned
		boolean; /* less than those below; WHEN_UNDECIDED: no diagram */
	unsigned low, high; /* nodes: while it is false, true */
	unsigned story : 31, by_default : 1; /* its value with the defaults */
};

/*
 * How a node came about, and what it is called: of few of them, so that those
 * that are but parts of others are small.  The first one is of all others.
 */
struct when_story {
	enum joint joint;
	unsigned first, second; /* that it came of */
	bool own;		/* the policy itself has it */
	bool cut;		/* the text is not whole */
	const char *text;	/* or NULL: not worked out yet */
};

#define WHEN_UNDECIDED ((unsigned)-1)

/* Where a node of a step is found by its hash; of another step: free. */
struct fresh_slot {
	unsigned node, step;
};

/* A result that was found before. */
struct when_known {
	enum joint joint;
	unsigned first, second, result;
};

/* The conditions of a policy, and those that come of them. */
struct conditions {
	const struct policy *policy;
	struct arena *arena;
	list_of(struct when_node) nodes;
	list_of(struct when_story) stories;
	unsigned settled; /* the first node that is not in the slots yet */
	unsigned *slots;  /* nodes by hash; 0: free */
	size_t slot_count;
	struct when_known *steps; /* by hash: all that were taken */
	size_t step_count, step_capacity;
	struct when_known *results; /* within them: the last of each hash */
	struct when_known **noted;  /* results of the current step */
	struct fresh_slot *fresh;   /* nodes of the current step */
	unsigned step;		    /* its number, from 1 */
	unsigned noted_count, calls, limit; /* of that step */
	unsigned left;		   /* calls that may still be in vain */
	struct when *own;	   /* by condition of the policy */
	bool *known;		   /* which of these are worked out */
	bool named;		   /* the policy's own have their texts */
	bool undecided;		   /* some diagram was too large */
	bool cut;		   /* some text was too long to be whole */
	struct map open, short_of; /* texts of what is undecided, or cut */
};

void conditions_init(struct conditions *conditions, const struct policy *policy,
		     struct arena *arena);

/* A condition of the policy, by index or POLICY_ALWAYS. */
struct when condition_when(struct conditions *conditions, unsigned index);

/* The node's story, and one that is its own, which is made here. */
const struct when_story *when_story(const struct conditions *conditions,
				    unsigned node);
struct when_story *when_own_story(struct conditions *conditions, unsigned node);

/* Both, either, or not. */
struct when when_and(struct conditions *conditions, const struct when *a,
		     const struct when *b);
struct when when_or(struct conditions *conditions, const struct when *a,
		    const struct when *b);
struct when when_not(struct conditions *conditions, const struct when *a);

#endif
