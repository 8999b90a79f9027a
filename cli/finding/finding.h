/*
 * What the linter says, as data: rules, findings, and what a lint is asked.  It
 * knows neither how a rule finds something nor what is made of it.  Types
 * alone, but for what finding_rule.h declares.
 */
#ifndef FINDING_FINDING_H
#define FINDING_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding_rule.h"
#include "registry/registry.h"
#include "site/site.h"
#include "source/source.h"

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

/* Whether the policy fits the release that it is judged for. */
static inline bool release_choice_fits(const struct release_choice *choice)
{
	for (size_t i = 0; i < choice->candidate_count; i++)
		if (choice->candidates[i] == choice->used)
			return true;
	return false;
}

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
	const struct module *against;	/* a module beside FLASK; or NULL */
	struct lint_shared *shared;	/* or NULL */
};

#endif
