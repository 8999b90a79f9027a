/*
 * What a waiver is for.  Lint, the policy compiler and the guard ask here, so
 * that what one takes for accepted the others do as well.
 */
#include <string.h>

#include "lint/lint.h"
#include "rule/rule.h"

bool waiver_is_over(const struct waiver *waiver, const char *today)
{
	return today && waiver->until && strcmp(waiver->until, today) < 0;
}

struct waiver waiver_of_review(const struct site_review *review,
			       struct arena *arena)
{
	return (struct waiver){
		.op = review->op,
		.reason = arena_format(arena, "reviewed by the site: %s",
				       review->evidence),
		.by = review->by,
		.review = true,
		.place = review->place};
}

static bool is_rule(const struct rule *rule, const char *word)
{
	return strcmp(word, rule->code) == 0 || strcmp(word, rule->name) == 0;
}

static bool is_among(const char *code, const char *const *codes)
{
	for (size_t i = 0; codes[i]; i++)
		if (strcmp(codes[i], code) == 0)
			return true;
	return false;
}

static const char *const rules_of_op[] = {"XSM001", "XSM002", "XSM003", NULL};
static const char *const rules_of_permission[] = {"XSM001", "XSM002", "XSM003",
						  "XSM201", "XSM202", "XSM203",
						  "XSM204", NULL};
static const char *const rules_of_commit[] = {"XSM501", "XSM502", NULL};
static const char *const rules_of_review[] = {"XSM001", "XSM002", "XSM201",
					      NULL};

/*
 * What is accepted without naming a rule: of an op, that it is delegated; of a
 * permission, what it opens; of a commit, that it is lacked; by a review, what
 * it looked at.
 */
bool waiver_is_for_rule(const struct waiver *waiver, const struct rule *rule)
{
	if (waiver->rule)
		return is_rule(rule, waiver->rule);
	return is_among(rule->code, waiver->review   ? rules_of_review
				    : waiver->commit ? rules_of_commit
				    : waiver->op     ? rules_of_op
						     : rules_of_permission);
}

bool waiver_is_for_grant(const struct waiver *waiver, const struct op *op)
{
	return waiver->op && !waiver->permission &&
	       op_matches(op, waiver->op) &&
	       waiver_is_for_rule(waiver, rule_find("XSM001"));
}

/* Whether it is the finding's op, or one that it mentions for want of one. */
static bool is_about_op(const struct finding *finding, const char *pattern)
{
	for (size_t i = 0; !finding->op && i < finding->mention_count; i++)
		if (op_matches(finding->mentions[i], pattern))
			return true;
	return finding->op && op_matches(finding->op, pattern);
}

bool waiver_is_about(const struct waiver *waiver, const struct finding *finding)
{
	return (!waiver->op || is_about_op(finding, waiver->op)) &&
	       (!waiver->commit ||
		(finding->fix &&
		 strcmp(waiver->commit, ref_text(finding->fix->commit)) ==
			 0)) &&
	       (!waiver->subject ||
		(finding->subject &&
		 strcmp(waiver->subject, finding->subject) == 0));
}

bool waiver_has_object(const struct waiver *waiver, const char *object)
{
	return !waiver->object ||
	       (object && strcmp(waiver->object, object) == 0);
}

const char *waiver_wanted(const struct finding *finding, struct arena *arena)
{
	const char *code = finding->rule->code;
	if (finding->fix)
		return arena_format(arena, "commit=\"%s\"",
				    ref_text(finding->fix->commit));
	if (!finding->op)
		return arena_format(arena, "rule=\"%s\"", code);
	if (is_among(code, rules_of_op))
		return finding->op->name;
	return arena_format(arena, "rule=\"%s\" op=\"%s\"", code,
			    finding->op->name);
}
