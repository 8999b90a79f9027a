/*
 * What the linter says, as data: rules, findings, and what a lint is asked.  It
 * knows neither how a rule finds something nor what is made of it.
 */
#ifndef FINDING_FINDING_H
#define FINDING_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"
#include "site/site.h"
#include "source/source.h"

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
};

struct run;
struct subject;

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

struct finding {
	size_t index; /* among those of the lint */
	const struct rule *rule;
	enum level level;
	/* The type that can do it; "*": every domain; NULL: no one can. */
	const char *subject;
	/* One that the subject can perform; NULL: it is about none. */
	const struct op *op;
	struct op_status status; /* of the op */
	const char *condition;	 /* booleans that switch it on; NULL: always */
	bool default_state;	 /* of the condition */
	/* Whether the condition can be otherwise at all is not worked out. */
	bool open;
	bool cut;	  /* the condition is not shown whole */
	const char *role; /* that makes the finding a note; or NULL */
	/* Of the releases that the policy fits, those alone; NULL: all. */
	const char *only_in;
	bool doubtful; /* it is one as the subject may be no domain's label */
	const struct fix *fix; /* of the op, which the release lacks; or NULL */
	/* Ops that it is about, and that the subject may not perform. */
	const struct op *const *mentions;
	size_t mention_count;
	/* The permission that it is about, where there is one; or NULL. */
	const char *object_class, *permission;
	const struct waiver *waiver; /* that suppresses it, or NULL */
	/* That would if it named the finding's rule, which it must; or NULL. */
	const struct waiver *near;
};

/* A step on the way from the subject to a trusted type. */
struct finding_step {
	const char *from, *to; /* types */
	const char *gives;   /* what over it, as the registry says: "memory" */
	const char *how;     /* "writes the memory of", "may load a policy" */
	const struct op *op; /* by which, or NULL */
};

/* What says for which release a policy is judged. */
enum choice_by {
	CHOICE_BY_NAME,	   /* which the policy may not fit */
	CHOICE_BY_POLICY,  /* it fits it best */
	CHOICE_TO_COMPARE, /* another judgement, that the first is held against
			    */
};

/* How the release of a policy was found. */
struct release_choice {
	unsigned used;
	const unsigned *candidates; /* releases that fit, oldest first */
	size_t candidate_count;
	const char *how; /* "given", "classes" */
	enum choice_by by;
};

/*
 * What depends on releases and on classes and permissions alone, for lints of
 * several policies with one registry.  Tidied between two policies, whose lints
 * are done with, it does not grow for ever.
 */
struct lint_shared;
struct lint_shared *lint_shared_new(void);
void lint_shared_tidy(struct lint_shared *store);
void lint_shared_free(struct lint_shared *store); /* or NULL */

/* What is to be linted, and against what. */
struct lint_request {
	const struct registry *registry;
	const struct policy *policy;
	const struct release_choice *release;
	const struct site *site; /* or NULL */
	const char *today;	 /* YYYY-MM-DD, for waivers that end */
	bool expectations_only;	 /* of the site; no other rule looks */
	bool ignores_remarks;	 /* in the policy's text, as a site can say */
	bool flaws_fail; /* a known flaw is an error, as a site can say */
	const struct xl_config *const *guests; /* domains that xl starts */
	size_t guest_count;
	const struct host_build *build; /* that it is for; NULL: any */
	struct lint_shared *shared;	/* or NULL */
};

#endif
