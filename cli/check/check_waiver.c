#include "check/waiver.h"

#include <fnmatch.h>
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

/* --- Matching
 * ------------------------------------------------------------------ */

static bool is_op(const struct op *op, const char *pattern)
{
	return op && (fnmatch(pattern, op->name, 0) == 0 ||
		      fnmatch(pattern, op_macro(op), 0) == 0);
}

/* What needs no look at the details. */
static bool agrees(const struct acceptance *acceptance,
		   const struct finding *finding)
{
	const struct waiver *waiver = acceptance->waiver;
	const struct rule *rule = finding->rule;
	if (acceptance->review && strcmp(rule->code, "XSM001") != 0 &&
	    strcmp(rule->code, "XSM002") != 0 &&
	    strcmp(rule->code, "XSM201") != 0)
		return false;
	return (!waiver->op || is_op(finding->op, waiver->op)) &&
	       (!waiver->rule || strcmp(waiver->rule, rule->code) == 0 ||
		strcmp(waiver->rule, rule->name) == 0) &&
	       (!waiver->subject ||
		(finding->subject &&
		 strcmp(waiver->subject, finding->subject) == 0));
}

static bool is_permission(const struct finding_access *access,
			  const char *permission)
{
	size_t length = strlen(access->object_class);
	return strncmp(permission, access->object_class, length) == 0 &&
	       permission[length] == ':' &&
	       strcmp(permission + length + 1, access->permission) == 0;
}

static bool is_at(const struct policy_location *location,
		  const struct acceptance *acceptance)
{
	return (location->file && location->line == acceptance->line &&
		strcmp(location->file, acceptance->file) == 0) ||
	       (location->macro.file &&
		location->macro.line == acceptance->line &&
		strcmp(location->macro.file, acceptance->file) == 0);
}

/* Whether the finding rests on the permission, and on the remark's rule. */
static bool rests_on(const struct acceptance *acceptance,
		     const struct finding_details *details)
{
	const char *permission = acceptance->waiver->permission;
	bool permitted = !permission, there = !acceptance->file;
	for (size_t i = 0; i < details->access_count; i++) {
		const struct finding_access *access = &details->accesses[i];
		if (permission && !is_permission(access, permission))
			continue;
		permitted = true;
		for (size_t j = 0; !there && j < access->location_count; j++)
			there = is_at(&access->locations[j], acceptance);
	}
	return permitted && there;
}

/* All objects of the finding are this one. */
static bool is_only_object(const struct lint *lint,
			   const struct finding *finding, const char *object,
			   struct arena *arena)
{
	const char **objects;
	size_t count = lint_objects(lint, finding, arena, &objects);
	for (size_t i = 0; i < count; i++)
		if (strcmp(objects[i], object) != 0)
			return false;
	return count != 0;
}

/* A finding that is held against one acceptance after the other. */
struct candidate {
	const struct lint *lint;
	const struct finding *finding;
	struct arena arena;
	bool detailed; /* its details are known */
	struct finding_details details;
};

static bool accepts(const struct acceptance *acceptance,
		    struct candidate *candidate)
{
	const struct waiver *waiver = acceptance->waiver;
	if (!agrees(acceptance, candidate->finding))
		return false;
	if (waiver->object &&
	    !is_only_object(candidate->lint, candidate->finding, waiver->object,
			    &candidate->arena))
		return false;
	if (!waiver->permission && !acceptance->file)
		return true;
	if (!candidate->detailed)
		lint_details(candidate->lint, candidate->finding, NULL, 0,
			     &candidate->arena, &candidate->details);
	candidate->detailed = true;
	return rests_on(acceptance, &candidate->details);
}

/* The first one that accepts the finding; all that do are in use. */
static const struct waiver *find_waiver(struct acceptances *acceptances,
					struct candidate *candidate)
{
	const struct waiver *found = NULL;
	for (size_t i = 0; i < acceptances->list.count; i++) {
		struct acceptance *row = &acceptances->list.items[i];
		if ((found && row->used) || row->expired ||
		    !accepts(row, candidate))
			continue;
		row->used = true;
		if (!found)
			found = row->waiver;
	}
	return found;
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
	for (size_t i = 0; i < lint->finding_count && acceptances->list.count;
	     i++) {
		const struct finding finding = lint_finding(lint, i);
		struct candidate candidate = {.lint = lint,
					      .finding = &finding};
		results_accept(run->results, i,
			       find_waiver(acceptances, &candidate));
		arena_release(&candidate.arena);
	}
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
