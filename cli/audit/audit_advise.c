/* What to do about a denial: whether a rule helps, and which. */
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_grant.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "audit/audit_open.h"
#include "audit/audit_ops.h"
#include "audit/audit_why.h"
#include "base/embedded.h"
#include "site/site.h"
#include "solve/solve.h"

/* Why no rule helps; NULL: one does. */
static const char *find_misfit(const struct advisor *advisor,
			       const struct facts *facts,
			       const struct audit_case *row)
{
	static const char *const helpless[] = {
		"unknown-type", "unknown-permission", "role",
		"bounds",	"constraint",	      "allowed"};
	const struct audit_entry *entry = row->entry;
	for (size_t i = 0; row->why && i < sizeof helpless / sizeof *helpless;
	     i++)
		if (strcmp(row->why, helpless[i]) == 0)
			return row->why_text;
	const char *const ends[] = {entry->source, entry->target};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		/* The label of what has none: nobody is meant by it. */
		if (facts_is_known(facts, PARTY_UNLABELED, ends[i]))
			return arena_format(
				advisor->arena,
				"%s is the label of what has none: give the "
				"%s a label of its own, and grant that",
				ends[i], i ? "target" : "domain that is asked");
	return NULL;
}

static void advise_op(const struct advisor *advisor, const struct facts *facts,
		      const struct audit_case *row, struct audit_op *op)
{
	const char *misfit = find_misfit(advisor, facts, row);
	if (misfit) {
		op->advice = ADVICE_POLICY_MISFIT;
		op->reason = misfit;
		return;
	}
	const struct op_ways *ways = find_ways(facts, op->op);
	if (ways)
		advise_grant(advisor, ways, row, op);
	if (op->access->subject == SUBJECT_CALLER)
		advise_open(advisor, facts, row, op);
	advise_accepts(advisor, row, op);
}

void advise_case(const struct advisor *advisor, const struct facts *facts,
		 struct audit_case *row)
{
	if (!row->entry->denied || row->entry->unknown)
		return;
	if (advisor->policy)
		advise_why(advisor, row);
	for (size_t i = 0; i < row->ops.count; i++) {
		struct audit_op *op = &row->ops.items[i];
		if (op->advice == ADVICE_GRANT && op->access && !op->grant)
			advise_op(advisor, facts, row, op);
	}
}

/* Whether both are one element that takes no other. */
static bool is_same_grant(const struct audit_op *a, const struct audit_op *b)
{
	return a->grant && b->grant && strcmp(a->grant, b->grant) == 0 &&
	       !a->accept_count && !b->accept_count;
}

const struct audit_op *audit_single_grant(const struct audit_case *row)
{
	const struct audit_op *found = NULL;
	for (size_t i = 0; i < row->ops.count; i++) {
		const struct audit_op *op = &row->ops.items[i];
		if (audit_op_is_unlikely(op) ||
		    !release_set_has(&op->in, row->used))
			continue;
		if (!op->grant || (found && !is_same_grant(found, op)))
			return NULL;
		found = op;
	}
	return found;
}

/* --- What is known ----------------------------------------------------- */

/* The profile that the site builds on, or the first one. */
static const struct site *read_profile(const struct site *site,
				       struct arena *arena, struct diags *diags)
{
	const char *name = site && site->policy && site->policy->profile
				   ? site->policy->profile
				   : "default";
	const char *file = arena_format(arena, "profile-%s.xml", name);
	size_t length;
	const char *bytes = embedded_find(file, &length);
	return bytes ? site_parse(file, bytes, length, arena, diags) : NULL;
}

void advisor_make(struct advisor *advisor,
		  const struct audit_question *question, struct arena *arena,
		  struct diags *diags)
{
	*advisor = (struct advisor){
		.audit = question->audit,
		.policy = question->policy,
		.site = question->site,
		.profile = read_profile(question->site, arena, diags),
		.host = question->host,
		.openings = openings_new(question, arena),
		.arena = arena,
		.diags = diags,
	};
	if (question->policy) {
		const struct right_terms terms = solve_terms(question->vectors);
		advisor->rights = rights_make(question->policy, &terms, arena);
		advisor->constraints =
			constraints_make(question->policy, &terms, arena);
	}
}

void advisor_free(struct advisor *advisor)
{
	openings_free(advisor->openings);
}
