/* Which release a log is of, and what its entries mean there. */
#ifndef AUDIT_AUDIT_EXPLAIN_H
#define AUDIT_AUDIT_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"

struct audit;

enum audit_advice {
	ADVICE_GRANT,
	ADVICE_DO_NOT_GRANT,
	ADVICE_NOTHING_REFUSED, /* the op goes on without it */
	ADVICE_POLICY_MISFIT,	/* no rule can help: the policy does not fit */
};

const char *advice_name(enum audit_advice advice);

/* What the log has of all that an op is asked before the access. */
enum audit_order {
	ORDER_GRANTED, /* some of it was granted just before */
	ORDER_UNSAID,  /* nothing */
	/* What is written down when it is granted, and was not then. */
	ORDER_UNSEEN,
	ORDER_REFUSED, /* some of it was denied as well */
	/* The hook does not know it, and nothing of that kind is said. */
	ORDER_UNTOLD,
};

/* An op that asks the access of an entry, in some releases. */
struct audit_op {
	const struct op *op;
	struct release_set in; /* in which all of this is so */
	bool here;	       /* these releases have the op */
	enum status status;
	enum basis basis;
	const struct access *access; /* of the op; NULL: a bystander is asked */
	bool decides;		     /* this access alone lets it pass */
	unsigned beside;   /* what else the shortest of its ways requires */
	unsigned narrowed; /* conditions under which it is asked this */
	enum audit_order order;
	enum audit_advice advice;
	const char *reason; /* of the advice, where it is not to grant; NULL */
	const char *gives;  /* words of the registry, or NULL */
	/* Of what is to be granted: the elements of a site file, or NULL. */
	const char *grant;
	const char **accepts; /* that a build takes, of what opens, too */
	size_t accept_count;
	const char *narrower;	 /* what gives less; or NULL */
	const struct op **opens; /* ops that the rules let pass beside */
	size_t open_count;
};

/* Whether it is less likely than others that the line is of that op. */
static inline bool audit_op_is_unlikely(const struct audit_op *op)
{
	return op->order > ORDER_UNSAID;
}

/* An entry, and what is to be said of it. */
struct audit_case {
	const struct audit_entry *entry;
	struct release_set in; /* releases that it may be of */
	unsigned used;	       /* the one of them that is meant first */
	list_of(struct audit_op) ops;
	/* With a policy: "no-rule", "boolean", ...; and in a sentence. */
	const char *why, *why_text;
	const char *guard; /* under which it is allowed; or NULL */
};

/* What is asked about. */
struct audit_question {
	const struct audit *audit;
	unsigned release; /* that is given, or NO_INDEX */
	/* Releases that the policy fits; NULL: it is not known. */
	const struct release_set *fits;
	const struct policy *policy;   /* that was loaded, or NULL */
	const struct vectors *vectors; /* of the policy */
	const struct site *site;       /* or NULL */
	/* The build of the hypervisor; NULL: each that there is. */
	const struct host_build *host;
};

struct audit_answer {
	const struct audit *audit;
	const struct host_build *host; /* that was asked about, or NULL */
	unsigned used;
	struct release_set candidates;
	const char *how;	  /* "given", "banner", "lines", "policy" */
	struct audit_case *cases; /* sorted */
	size_t case_count;
};

/*
 * Explains all entries.  Where lines are of no release that is left, a warning
 * says so, and they are taken for themselves.
 */
void audit_explain(const struct audit_question *question, struct arena *arena,
		   struct diags *diags, struct audit_answer *answer);

/* Whether nothing was denied, and all was understood. */
bool audit_is_clean(const struct audit *audit);

#endif
