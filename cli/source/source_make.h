/*
 * As much of make as the makefiles of policies use, to know what they would
 * give to m4.  What is not understood casts doubt on the variables that depend
 * on it; doubt on what decides the policy is an error.
 */
#ifndef SOURCE_SOURCE_MAKE_H
#define SOURCE_SOURCE_MAKE_H

#include "base/buffer.h"
#include "base/diags.h"
#include "base/map.h"
#include "base/memory.h"

/* Why a value is not known, and where; why NULL: it is known. */
struct make_doubt {
	const char *why;
	struct location at;
};

struct make_variable {
	const char *name;
	const char *value; /* of a simple one as it is, else to be expanded */
	bool simple;
	bool busy;	    /* it is being expanded */
	struct location at; /* where it was set last */
	struct make_doubt doubt;
};

struct make_line {
	const char *text;
	struct location at;
	struct make_doubt doubt; /* whether it is there at all */
};

struct make_words {
	list_of(const char *) list;
};

struct make_rule {
	const char *head; /* its line as it stands there */
	struct make_words targets, prerequisites;
	list_of(struct make_line) recipe;
	struct location at;
	struct make_doubt doubt;	      /* on its targets */
	struct make_doubt prerequisite_doubt; /* and what they are made of */
};

struct make {
	const char *directory; /* that make runs in */
	struct arena *arena;
	struct diags *diags;
	struct map variables; /* struct make_variable, by name */
	list_of(struct make_variable *) order;
	list_of(struct make_rule *) rules;
	struct make_words files; /* that were read, from the directory */
	size_t spent;		 /* steps and bytes, of MAKE_BUDGET */
	unsigned depth;		 /* of expansions in each other */
};

enum {
	/* Makefiles of policies take some thousand bytes of these. */
	MAKE_BUDGET = 4 * 1024 * 1024,
	MAKE_VALUE = 64 * 1024,
	MAKE_DEPTH = 100,
	MAKE_RULES = 1000
};

/* --- All of it (source_make.c) ---------------------------------------------
 */

/* What m4 is given. */
struct make_policy {
	bool found; /* there is a rule for policy.conf */
	/*
	 * The older build: m4 reads what others make of the files, in ways
	 * that are known (source_make_recipe.c).
	 */
	bool made;
	struct location at;
	struct make_words definitions, files; /* for m4, in its order */
};

/*
 * Reads the makefile that make would take in the directory, if there is one.
 * False with a message where it is not known what m4 would be given.
 */
bool make_open(struct make *make, struct make_policy *policy);

/* --- Text (source_make_expand.c, source_make_function.c) ------------------ */

/* What the references in the text come to, in the arena. */
const char *make_expand(struct make *make, const char *text, struct location at,
			struct make_doubt *doubt);

/* The value of a function; the arguments are not expanded yet. */
const char *make_call(struct make *make, const char *name, const char *text,
		      struct location at, struct make_doubt *doubt);

/* The words between white space, in the arena. */
struct make_words make_split(const char *text, struct arena *arena);

/* The word with `from` taken for `to`, both with "%", where it matches. */
const char *make_substitute(struct make *make, const char *word,
			    const char *from, const char *to);
bool make_matches(const char *word, const char *pattern);

/* Sets the doubt, unless there is one before. */
void make_wonder(struct make_doubt *doubt, struct location at, const char *why);

/*
 * Takes that much of the budget; false, with a doubt, when it is used up: a
 * makefile can ask for more than any time and memory.
 */
bool make_spend(struct make *make, size_t amount, struct location at,
		struct make_doubt *doubt);

/* The variable of that name, or NULL. */
struct make_variable *make_variable(const struct make *make, const char *name);

/* Its value, expanded; NULL: it is not set. */
const char *make_value(struct make *make, const char *name,
		       struct make_doubt *doubt);

/* Sets a variable that nobody sets in a makefile. */
void make_set(struct make *make, const char *name, const char *value);

/* --- Settings (source_make_setting.c) ------------------------------------- */

/* A line NAME OPERATION VALUE. */
struct make_setting {
	const char *name, *operation, *value;
};

/* Takes such a line apart; false: it is none. */
bool make_take_setting(struct make *make, const char *line,
		       struct make_setting *setting);

/*
 * Sets the variable, with the doubt on whether the line counts.  Returns why
 * nothing that follows could be trusted, or NULL.
 */
const char *make_apply(struct make *make, const struct make_setting *setting,
		       struct location at, struct make_doubt doubt);

/* Declares the variable of that name, where there is none. */
struct make_variable *make_declare(struct make *make, const char *name);

/* --- Files (source_make_read.c) ------------------------------------------- */

/*
 * Reads the makefile and what it includes of the directory.  False with a
 * message for what cannot be read, or not be passed over.
 */
bool make_read(struct make *make, const char *name);

/* --- What comes of it (source_make_rule.c) -------------------------------- */

/* False with a message where that is not known. */
bool make_find_policy(struct make *make, struct make_policy *policy);

/* --- Commands (source_make_recipe.c) ---------------------------------------
 */

enum make_command {
	COMMAND_M4,
	COMMAND_HARMLESS, /* it changes nothing of the policy */
	COMMAND_OTHER
};

/*
 * What a line of a recipe does; the words of one of m4's are added to the
 * policy.  Sets the doubt where it is not understood.
 */
enum make_command make_read_command(struct make *make,
				    const struct make_line *line,
				    struct make_policy *policy,
				    struct make_doubt *doubt);

/*
 * Whether the rule is, word for word, one by which an older build makes files
 * in the way in which xsmc makes them itself.
 */
bool make_knows(const struct make_rule *rule);

/* --- Above the directory (source_make_outside.c) ---------------------------
 */

/*
 * Whether the build of Xen that the directory stands in, from its top, leaves
 * alone what the policy's makefiles set; a message where not.
 */
bool make_is_left_alone(const struct make *make, const char *top);

#endif
