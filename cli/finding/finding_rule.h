/* Rules by their codes and names, among those of a table. */
#ifndef FINDING_FINDING_RULE_H
#define FINDING_FINDING_RULE_H

#include <stdbool.h>
#include <stddef.h>

struct run;
struct subject;

enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

const char *level_name(enum level level);

/*
 * A rule of the linter; its code is what users see and name.  The examples are
 * statements of a policy.conf; a comment "# policy for Xen RELEASE" says for
 * which release, "# with the permission CLASS:PERMISSION" adds a vendor's,
 * "# with the file NAME" makes one of the lines that begin with "#| ",
 * "# checkpolicy OPTION..." how it is compiled and "# xsmc lint
 * OPTION..." how it is linted.
 */
struct rule {
	const char *code; /* "XSM001" */
	const char *name; /* "covered-op-delegated" */
	enum level level;
	const char *title;
	const char *explanation;
	const char *bad;    /* has a finding of the rule */
	const char *good;   /* has none; NULL: no policy mends it */
	const char *accept; /* when to accept the finding */
	/* An option asks for it, and its findings are shown at any level. */
	bool asked;
};

/*
 * What finds something, and the rules that it finds.  Each function may be
 * NULL.  start makes what the others are given as state, in the run's arena;
 * see is called for each subject, in an order that is fixed but is not that of
 * names, and what it is given is gone afterwards; finish is called once behind
 * all of them.
 */
struct rule_set {
	const char *name;
	void *(*start)(struct run *run);
	void (*see)(struct run *run, const struct subject *subject,
		    void *state);
	void (*finish)(struct run *run, void *state);
	bool expects; /* it looks at what a site expects, and nothing else */
	const struct rule *rules; /* whose findings it adds, by code; or NULL */
	size_t rule_count;
};

/* In the order in which they run; those with rules by their codes. */
struct rule_sets {
	const struct rule_set *const *sets;
	size_t count;
};

/* The rules of the table, by code: that of the index, NULL: no more. */
size_t rules_count(const struct rule_sets *table);
const struct rule *rules_at(const struct rule_sets *table, size_t index);
size_t rules_index(const struct rule_sets *table, const struct rule *rule);

/* The rule of that code or name, or NULL. */
const struct rule *rules_find(const struct rule_sets *table, const char *word);

#endif
