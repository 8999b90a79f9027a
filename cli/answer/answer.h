/*
 * Who can do what by a policy: ops asked of all who may call, or of some types.
 *
 * It is asked of a run, as the rules of the linter ask it; but the trusted are
 * callers as well, and it is said why somebody cannot.
 */
#ifndef ANSWER_ANSWER_H
#define ANSWER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lint.h"
#include "registry/registry.h"

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

/* The op of the answer; NULL: it is not among them. */
const struct who_op *who_find_op(const struct who_answer *answer,
				 const struct op *op);

/* Whether of that subject (NULL: every domain) both say the same. */
bool who_same_rows(const struct who_op *a, const struct who_op *b,
		   const char *subject);

/*
 * What came and went since the old answer: ops with such rows alone, in the
 * arena.
 */
struct who_answer *who_changes(const struct who_answer *answer,
			       const struct who_answer *old,
			       struct arena *arena);

/* Answers of one policy for groups of releases, the first for that in use. */
struct who_spread {
	const struct who_answer *const *answers;
	const struct candidates *groups;
	size_t count;
	struct release_set all; /* of all groups */
};

/*
 * The first one with the rows of the others; what does not hold in all of the
 * releases says where it does.  Returns how many rows these are.
 */
size_t who_join(const struct who_spread *spread, struct arena *arena,
		struct who_answer *joined);

/* What a policy and a module beside FLASK let a subject do, differently. */
struct who_versus {
	const struct who_op *op;
	const char *subject;
	unsigned by_policy, by_module; /* of enum whom; 0: it cannot */
	bool domains; /* it is done to domains; else it is done or not */
	/* It is not so always: in some cases, or states of the booleans. */
	bool policy_varies, module_varies;
};

/*
 * All differences, in the arena: of who was asked about, in the order of ops.
 * *whole: the registry says of all ops who may call them by the module.
 */
size_t who_against_module(const struct who_answer *answer,
			  const struct module *module, struct arena *arena,
			  const struct who_versus **rows, bool *whole);

/*
 * On whom, in words: "itself others"; of what is about no domain "yes"; "no":
 * on nobody.  In the arena.
 */
const char *who_versus_shown(const struct who_versus *row, unsigned whom,
			     struct arena *arena);

/* Whether somebody can do one of the ops. */
bool who_somebody_can(const struct who_answer *answer);

#endif
