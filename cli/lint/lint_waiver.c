/* Waivers held against findings: what each accepts, and which are in vain. */
#include "lint/lint_accept.h"
#include "lint/lint_agree.h"
#include "lint/lint_policy.h"
#include "lint/lint_remark.h"
#include "lint/lint_site.h"
#include "lint/lint_waiver.h"
#include "source/source.h"

#include <string.h>

USES_MESSAGE(REMARKS_NOT_HEEDED);
USES_MESSAGE(REMARK_NOT_UNDERSTOOD);

/* --- Reading
 * ------------------------------------------------------------------ */

/* What the policy itself calls the type, of which findings speak. */
static const char *own_name(const struct run *run, const char *name)
{
	const unsigned type = name ? run_find_type(run, name) : NO_TYPE;
	return type == NO_TYPE ? name : run_type_name(run, type);
}

/* The waiver, with the policy's names for types. */
static const struct waiver *name_types(const struct run *run,
				       const struct waiver *waiver)
{
	if (!run->policy->alias_count)
		return waiver;
	struct waiver *named = arena_alloc(run->arena, 1, sizeof *named);
	*named = *waiver;
	named->subject = own_name(run, waiver->subject);
	named->object = own_name(run, waiver->object);
	return named;
}

static void add(struct acceptances *acceptances, const struct run *run,
		const struct acceptance *acceptance)
{
	struct acceptance *row = list_push(&acceptances->list, run->arena);
	*row = *acceptance;
	row->waiver = name_types(run, row->waiver);
	row->expired = waiver_is_over(row->waiver, run->request.today);
}

static void read_waivers(struct run *run, struct acceptances *acceptances)
{
	const struct site *site = run->site;
	for (size_t i = 0; i < site->waiver_count; i++) {
		const struct waiver *waiver = &site->waivers[i];
		const struct acceptance acceptance = {.waiver = waiver};
		add(acceptances, run, &acceptance);
	}
}

/* A review counts for the releases that it names. */
static bool read_review(struct run *run, const struct site_review *review,
			struct acceptances *acceptances)
{
	struct release_set set = {{0}};
	if (!registry_range(run->registry, review->releases, review->place,
			    run->diags, &set))
		return false;
	if (!release_set_has(&set, run->release))
		return true;
	struct waiver *waiver = arena_alloc(run->arena, 1, sizeof *waiver);
	*waiver = waiver_of_review(review, run->arena);
	const struct acceptance acceptance = {.waiver = waiver};
	add(acceptances, run, &acceptance);
	return true;
}

static bool read_remark(struct run *run, const struct policy_remark *remark,
			struct acceptances *acceptances)
{
	const struct location place = {remark->file, remark->line, 0};
	struct waiver *waiver = arena_alloc(run->arena, 1, sizeof *waiver);
	waiver->place = place;
	waiver->remark = true;
	const char *error = remark_read(remark->text, run->arena, waiver);
	if (error) {
		diags_add(run->diags, MESSAGE_REMARK_NOT_UNDERSTOOD, place,
			  "%s", error);
		return false;
	}
	unsigned line = remark->unread
				? 0
				: source_next_rule(run->policy, remark->file,
						   remark->line);
	if (remark->own_line && line != remark->line)
		line = 0;
	const struct acceptance acceptance = {
		.waiver = waiver, .file = remark->file, .line = line};
	add(acceptances, run, &acceptance);
	return lint_check_waiver(run->registry, waiver, run->diags);
}

static bool read_remarks(struct run *run, struct acceptances *acceptances)
{
	const struct policy *policy = run->policy;
	bool good = true;
	if (lint_ignores_remarks(&run->request) && policy->remark_count) {
		diags_add(run->diags, MESSAGE_REMARKS_NOT_HEEDED,
			  location_file(policy->path), "%u of them",
			  policy->remark_count);
		return true;
	}
	for (unsigned i = 0; i < policy->remark_count; i++)
		if (!remark_is_of_build(policy->remarks[i].text) &&
		    !source_remark_is_unknown(policy->remarks[i].text))
			good &= read_remark(run, &policy->remarks[i],
					    acceptances);
	return good;
}

bool acceptances_read(struct run *run, struct acceptances *acceptances)
{
	const struct site *site = run->site;
	bool good = !site || lint_check_site(run->registry, site, run->diags);
	*acceptances = (struct acceptances){LIST_INIT};
	if (!good)
		return false;
	if (site)
		read_waivers(run, acceptances);
	for (size_t i = 0; site && i < site->review_count; i++)
		good &= read_review(run, &site->reviews[i], acceptances);
	return read_remarks(run, acceptances) && good;
}

size_t acceptances_most(const struct acceptances *acceptances,
			const struct run *run)
{
	return acceptances->list.count +
	       (run->site ? run->site->type_count : 0);
}

/* --- What is wrong with them
 * ------------------------------------------------------ */

static const char *describe_expired(const struct run *run,
				    const struct draft *draft,
				    struct arena *arena)
{
	const struct waiver *waiver = draft->context;
	(void)run;
	return arena_format(arena, "the waiver \"%s\" ended on %s",
			    waiver->reason, waiver->until);
}

/* Why it can accept nothing; "": no reason that is plain. */
static const char *find_reason(const struct run *run,
			       const struct waiver *waiver, struct arena *arena)
{
	const char *const types[] = {waiver->subject, waiver->object};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i] && run_find_type(run, types[i]) == NO_TYPE)
			return arena_format(
				arena, ": the policy has no type %s", types[i]);
	if (waiver->remark && !source_is_followed(run->policy))
		return ": not all rules of the text can be followed, and one "
		       "of the others may open the same";
	return "";
}

static const char *describe_unused(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct waiver *waiver = draft->context;
	return arena_format(arena, "the %s \"%s\" accepts no finding%s",
			    waiver->remark ? "remark" : "waiver",
			    waiver->reason, find_reason(run, waiver, arena));
}

static const char *describe_review(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct waiver *waiver = draft->context;
	(void)run;
	return arena_format(arena, "the review of %s accepts no finding",
			    waiver->op);
}

static const char *describe_type(const struct run *run,
				 const struct draft *draft, struct arena *arena)
{
	const struct site_type *type = draft->context;
	const bool attribute =
		policy_find_type(run->policy, type->type) != (unsigned)-1;
	return arena_format(arena,
			    "the site says that %s is %s%s, which is %s of the "
			    "policy",
			    type->type, type->role ? "a " : "",
			    type->role ? type->role : "trusted",
			    attribute ? "an attribute" : "no type");
}

static void add_finding(struct run *run, struct lint *lint,
			const struct draft *draft)
{
	results_add_front(run->results, draft);
	lint->finding_count++;
}

static void add_acceptance(struct run *run, struct lint *lint,
			   const struct acceptance *row)
{
	struct draft draft = {.code = "XSM404",
			      .describe = describe_unused,
			      .context = row->waiver,
			      .place = row->waiver->place};
	if (row->expired) {
		draft.code = "XSM403";
		draft.describe = describe_expired;
	} else if (row->used || row->waiver->inherited) {
		return;
	} else if (row->waiver->review) {
		/* An op that nobody is granted may have been reviewed. */
		draft.lower = 1;
		draft.describe = describe_review;
	}
	add_finding(run, lint, &draft);
}

/* Trusted types and roles that the policy does not have. */
static void add_types(struct run *run, struct lint *lint)
{
	for (size_t i = 0; run->site && i < run->site->type_count; i++) {
		const struct site_type *type = &run->site->types[i];
		const struct draft draft = {.code = "XSM404",
					    .describe = describe_type,
					    .context = type,
					    .place = type->place};
		if (run_find_type(run, type->type) == NO_TYPE)
			add_finding(run, lint, &draft);
	}
}

void acceptances_apply(struct acceptances *acceptances, struct run *run,
		       struct lint *lint)
{
	acceptances_match(acceptances, run, lint);
	for (size_t i = 0; i < acceptances->list.count; i++)
		add_acceptance(run, lint, &acceptances->list.items[i]);
	add_types(run, lint);
}
