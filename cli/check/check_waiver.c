#include "check/waiver.h"

#include <string.h>

#include "check/remark.h"

/* --- Reading
 * ------------------------------------------------------------------ */

static bool is_over(const struct run *run, const struct waiver *waiver)
{
	const char *today = run->request.today;
	return today && waiver->until && strcmp(waiver->until, today) < 0;
}

static void add(struct acceptances *acceptances, const struct run *run,
		const struct acceptance *acceptance)
{
	struct acceptance *row = list_push(&acceptances->list, run->arena);
	*row = *acceptance;
	row->expired = is_over(run, row->waiver);
}

static bool is_pattern(const char *op)
{
	return strpbrk(op, "*?[") != NULL;
}

/* False with a message: the registry has no op of that name. */
static bool check_op(struct run *run, const char *op, struct location place)
{
	if (!op || is_pattern(op) || registry_find_op(run->registry, op))
		return true;
	diags_add(run->diags, MESSAGE_UNKNOWN_OP, place, "%s", op);
	return false;
}

static bool read_waivers(struct run *run, struct acceptances *acceptances)
{
	const struct site *site = run->site;
	bool good = true;
	for (size_t i = 0; i < site->waiver_count; i++) {
		const struct waiver *waiver = &site->waivers[i];
		const struct acceptance acceptance = {.waiver = waiver};
		good &= check_op(run, waiver->op, waiver->place);
		add(acceptances, run, &acceptance);
	}
	return good;
}

/* A review counts for the releases that it names. */
static bool read_review(struct run *run, const struct site_review *review,
			struct acceptances *acceptances)
{
	struct release_set set = {{0}};
	if (!check_op(run, review->op, review->place) ||
	    !registry_range(run->registry, review->releases, review->place,
			    run->diags, &set))
		return false;
	if (!release_set_has(&set, run->release))
		return true;
	struct waiver *waiver = arena_alloc(run->arena, 1, sizeof *waiver);
	*waiver = (struct waiver){
		.op = review->op,
		.reason = arena_format(run->arena, "reviewed by the site: %s",
				       review->evidence),
		.by = review->by,
		.place = review->place};
	const struct acceptance acceptance = {.waiver = waiver, .review = true};
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
	const struct acceptance acceptance = {
		.waiver = waiver,
		.file = remark->file,
		.line = policy_next_rule(run->policy, remark->file,
					 remark->line)};
	add(acceptances, run, &acceptance);
	return check_op(run, waiver->op, place);
}

bool acceptances_read(struct run *run, struct acceptances *acceptances)
{
	const struct site *site = run->site;
	bool good = true;
	*acceptances = (struct acceptances){LIST_INIT};
	if (site)
		good = read_waivers(run, acceptances);
	for (size_t i = 0; site && i < site->review_count; i++)
		good &= read_review(run, &site->reviews[i], acceptances);
	for (unsigned i = 0; i < run->policy->remark_count; i++)
		good &= read_remark(run, &run->policy->remarks[i], acceptances);
	return good;
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

static const char *describe_unused(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct waiver *waiver = draft->context;
	(void)run;
	return arena_format(arena, "the waiver \"%s\" accepts no finding",
			    waiver->reason);
}

void acceptances_apply(struct acceptances *acceptances, struct run *run,
		       struct lint *lint)
{
	acceptances_match(acceptances, run, lint);
	for (size_t i = 0; i < acceptances->list.count; i++) {
		const struct acceptance *row = &acceptances->list.items[i];
		const struct draft draft = {
			.code = row->expired ? "XSM403" : "XSM404",
			.describe = row->expired ? describe_expired
						 : describe_unused,
			.context = row->waiver,
			.place = row->waiver->place};
		if (!row->expired && (row->used || row->review))
			continue;
		results_add_front(run->results, &draft);
		lint->finding_count++;
	}
}
