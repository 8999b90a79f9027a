/* One thing that a word can mean.  Types alone. */
#ifndef WORD_WORD_MEANING_H
#define WORD_WORD_MEANING_H

#include <stdbool.h>

#include "base/memory.h"

struct message;
struct op;
struct registry;
struct rule;
struct tool;

/* What is known of it under a name, as "in" or "advisory". */
struct word_fact {
	const char *name, *text;
};

/* An op that it is about, in a release that has the op. */
struct word_op {
	const struct op *op;
	unsigned release;
	const char *remark; /* what of it; or NULL */
};

struct word_meaning {
	const char *kind; /* "permission": as in explain's schema */
	const char *name; /* as it is called there, whatever was asked */
	const char *text; /* sentences */
	list_of(struct word_fact) facts;
	/* Whether a question of ops can mean it; that there is none is so. */
	bool is_of_ops;
	const char *lead; /* what the ops are to it: "asked by"; or NULL */
	list_of(struct word_op) ops;
	/* The rows that say more, where it is one of these; or NULL. */
	const struct op *op;
	const struct rule *rule;
	const struct message *message;
	const struct tool *tool;
	unsigned release; /* of the op or the tool, which has it */
};

struct word_meanings {
	list_of(struct word_meaning) list;
};

/* A word that is looked up. */
struct word_search {
	const struct registry *registry;
	unsigned release; /* of which things are said */
	const char *word;
	struct arena *arena;
	struct word_meanings *found;
};

#endif
