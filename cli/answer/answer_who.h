/* Who can do what: each caller is asked about each op that is meant. */
#ifndef ANSWER_ANSWER_WHO_H
#define ANSWER_ANSWER_WHO_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lint.h"

struct group;
struct type_list;
struct who_run;

/* What is asked of one policy in one release. */
struct who_question {
	const bool *ops;      /* by index of op: which are meant */
	const bool *subjects; /* by type; NULL: whoever calls */
	const bool *objects;  /* by type; NULL: whomever it is done to */
	bool reasons;	      /* who cannot is told, and what he lacks first */
	size_t detailed;      /* of so many objects it is told what grants it */
};

/* By what somebody passes. */
enum who_how {
	WHO_GRANTED,   /* the policy grants him what is asked */
	WHO_OTHERS,    /* nothing is asked of him, but of others */
	WHO_UNCHECKED, /* nothing is asked that can refuse */
	WHO_UNKNOWN,   /* the hook does not know it, and that is allowed */
	WHO_HOWS
};

/* "granted", "others", "unchecked", "unknown-allowed". */
const char *who_how_name(enum who_how how);

/* Somebody who can, on these objects, under this condition. */
struct who_caller {
	const char *subject; /* NULL: every domain */
	enum who_how how;
	bool trusted;	   /* as fully as dom0 */
	const char *role;  /* or NULL */
	const char *doubt; /* why maybe no domain has the label; or NULL */
	/* Types, sorted; none where it is done to no one in particular. */
	const char *const *objects;
	size_t object_count;
	const char *condition; /* of the policy's booleans; NULL: always */
	bool default_state;
	bool open; /* the condition may be one that always holds */
	bool cut;  /* it is not shown whole */
	/* Of the hypervisor: where alone it is so; NULL: everywhere. */
	const char *where;
	const struct finding_asked *asked; /* by what it is granted */
	size_t asked_count;
	bool partly;	     /* that is told of some of the objects */
	const char *only_in; /* of the releases that the policy fits; or NULL */
	enum change change;  /* since another policy */
};

/* Somebody who cannot. */
struct who_refusal {
	const char *subject;
	bool trusted;
	const char *kind; /* "no-rule", "constraint", ...; NULL: not asked */
	const char *text; /* what is missing, in words; with kind */
	const char *object_class, *permission; /* or NULL */
	const char *object; /* the type on which alone it would do; or NULL */
};

/* What it is where the policy does not decide. */
struct who_elsewhere {
	const char *end; /* "unknown", "refused", "absent" */
	const char *where;
};

struct who_op {
	const struct op *op;
	struct op_status status;
	/* Those that are meant, and that are done as this one. */
	const struct op *const *parts;
	size_t part_count;
	/* Why nobody can, whatever the policy grants: "fails", "unknown",
	 * "absent", "not-built", "ungrantable"; or NULL. */
	const char *nobody;
	const char *asked_where; /* alone it is asked anything; or NULL */
	bool filters; /* what is asked only leaves something out of an answer */
	const struct who_elsewhere *elsewhere;
	size_t elsewhere_count;
	const struct who_caller *callers; /* by name; every domain first */
	size_t caller_count;
	const struct who_refusal *refusals; /* by name */
	size_t refusal_count;
};

struct who_answer {
	/* The policy, its release, who is trusted and the limits; it has no
	 * findings. */
	const struct lint *lint;
	const struct who_op *ops; /* in the registry's order */
	size_t op_count;
	const char *const *subjects; /* who was asked about, by name */
	size_t subject_count;
	/* Types that were asked about, and that no domain has. */
	const char *const *no_domains;
	size_t no_domain_count;
	const struct lint *old; /* that it is compared with; or NULL */
};

/*
 * The answer, in the arena; NULL with messages where the policy cannot be
 * judged.
 */
struct who_answer *who_ask(const struct lint_request *request,
			   const struct who_question *question,
			   struct arena *arena, struct diags *diags);

/* Whether somebody can do one of the ops. */
bool who_somebody_can(const struct who_answer *answer);

/* Names of types, sorted. */
const char *const *who_names(const struct who_run *who,
			     const struct type_list *types);

/* The objects that are asked about, in the arena. */
struct type_list who_meant(const struct who_run *who,
			   const struct type_list *objects,
			   struct arena *arena);

/*
 * Why of the subject, or of all objects, it is in doubt that a domain has the
 * label; NULL: it is in none.
 */
const char *who_doubt(const struct who_run *who, unsigned subject,
		      const struct group *group,
		      const struct type_list *objects);

/* Of how many of the objects it is told what grants it to the caller. */
size_t who_detailed(const struct who_run *who, const struct type_list *objects,
		    struct who_caller *caller);

/* What the condition and the accesses of a caller are in words. */
void who_tell_condition(const struct who_run *who, struct who_caller *caller,
			const char *condition, bool default_state);

#endif
