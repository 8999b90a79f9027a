/* What a site's policy comes to, domain by domain. */
#ifndef REPORT_REPORT_WEB_POLICY_H
#define REPORT_REPORT_WEB_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/memory.h"
#include "report/report_web_folder.h"
#include "report/report_web_set.h"

struct finding;
struct rule;
struct web;
struct web_alike;
struct web_page;
struct who_caller;
struct who_op;

/* An op that a domain can do. */
struct web_can {
	const struct who_op *op;
	const struct who_caller *caller;
	struct web_domain *domain;
	/* On whom: the set, which may have the domain in it, and its own. */
	const struct web_set *set;
	bool but_itself; /* though the set has it */
	const char *const *own;
	size_t own_count;
};

/* What there is to say of a domain. */
struct web_domain {
	const char *name; /* NULL: every domain */
	bool trusted;
	const char *role;     /* or NULL */
	const char *doubt;    /* why maybe no domain has it; or NULL */
	list_of(size_t) rows; /* of the view: its findings */
	list_of(const struct web_can *) can;
	list_of(const struct web_set *) in; /* sets that have it */
	struct web_alike *alike;	    /* NULL: every domain */
	/* Findings that nobody accepted. */
	size_t errors, warnings, notes;
	size_t accepted;
	size_t strong;	     /* that are about control of what is trusted */
	size_t ops, covered; /* that it can do */
};

struct web_policy {
	const struct pages_policy *given;
	struct map by_name;	    /* -> struct web_domain */
	struct web_domain everyone; /* what all can do */
	list_of(struct web_domain *) list;
	struct web_domain **domains; /* the same, worst first */
	struct web_can *cans;	     /* of all, as the answer has them */
	size_t can_count;
	size_t *first; /* by op of the answer: the index of its first in cans */
	list_of(struct web_set *) sets; /* as they come in the answer */
	size_t listed;			/* sets that have a number */
	size_t own_rows;		/* findings that are of no domain */
};

/* Works out what the pages say of the policy, and expects its domains. */
void web_policy_start(struct web *web);

/* Whether the finding is about control of what is trusted, and stands. */
bool web_is_strong(const struct finding *finding);

/* What the policy says of an op, as a part of its page. */
void web_policy_op(struct web_page *page, const struct op *op);

/* How often it breaks a rule, likewise. */
void web_policy_rule(struct web_page *page, const struct rule *rule);

/* On whom, by which rules and under which condition: a cell's content. */
void web_caller(struct web_page *page, const struct web_can *can);

/*
 * The finding of that row: what it says, on which path, and by which rules.
 */
void web_finding(struct web_page *page, size_t row);

#endif
