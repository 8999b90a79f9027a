/* Users, roles and types that satisfy constraints together; for right/ only. */
#ifndef RIGHT_RIGHT_CONTEXT_H
#define RIGHT_RIGHT_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "right/right_constraint.h"

/* An answer that was given, by what it depends on. */
struct known_answer {
	const unsigned *key; /* NULL: the slot is free */
	unsigned length;
	enum verdict verdict;
};

#define NO_USER ((unsigned)-1)

/* A user, and one that nothing tells from it, which is tried before it. */
struct user {
	unsigned index, alike; /* NO_USER: none is */
};

/* Constraints of the policy, by index. */
struct index_list {
	unsigned *items;
	size_t count, capacity;
};

struct constraints {
	const struct policy *policy;
	struct arena *arena;
	uint32_t *touched; /* by class */
	/* The same by those alone that do not speak of types alone. */
	uint32_t *mixed_touched;
	struct index_list *mixed; /* by class: those */
	/* Those that speak of types alone: that can fail for a source, which
	 * is one of few; by class, that can fail for many. */
	struct index_list *of_source, *of_class;
	bool *stack; /* room for the parts of any expression */
	/* That roles must follow each other by a rule for; mask 0: none. */
	unsigned transition_class;
	uint32_t transition;
	unsigned *signatures; /* by type: equal where nothing differs */
	struct user *users;   /* enough of them to stand for all */
	unsigned user_count;
	unsigned object_role;
	struct known_answer *answers;
	size_t answer_count, answer_capacity;
	bool unknown; /* an answer was so that levels decide */
};

/* Looks for contexts of all parties with which all contacts can be had. */
enum verdict contexts_find(const struct constraints *constraints,
			   const struct question *question);

#endif
