/*
 * Which findings are accepted, object by object.
 *
 * What rests on the rules that carry a remark, or on a permission, is accepted
 * where nothing else leads there: the same finding must be gone from the
 * policy without them.
 */
#include <string.h>

#include "lint/lint_accept.h"
#include "lint/lint_agree.h"
#include "lint/lint_finding.h"
#include "lint/lint_policy.h"
#include "lint/lint_waiver.h"

/* The findings of the policy without some of the acceptances' rules. */
struct world {
	const bool *taken; /* by acceptance */
	const struct lint *lint;
};

struct accepting {
	struct acceptances *acceptances;
	struct run *run;
	struct lint *lint;
	list_of(struct world) worlds;
	struct arena arena;
};

/* One finding, and the acceptances that agree with it. */
struct waived_finding {
	struct finding finding;
	struct identity identity;
	list_of(size_t) agreeing;
	bool parts; /* some of them do not accept it whole */
	struct arena arena;
};

/* --- What agrees ---------------------------------------------------------- */

/* But for the rule, the object, and what it rests on. */
static bool is_about(const struct acceptance *acceptance,
		     const struct finding *finding)
{
	return !acceptance->expired &&
	       waiver_is_about(acceptance->waiver, finding);
}

/* Whether it accepts some of what it agrees with alone. */
static bool is_partial(const struct acceptance *acceptance)
{
	return acceptance->file || acceptance->waiver->permission;
}

/* --- What rests on it ----------------------------------------------------- */

static bool is_permission(const struct finding_access *access,
			  const char *permission)
{
	size_t length = strlen(access->object_class);
	return strncmp(permission, access->object_class, length) == 0 &&
	       permission[length] == ':' &&
	       strcmp(permission + length + 1, access->permission) == 0;
}

static bool is_at(const struct source_location *location,
		  const struct acceptance *acceptance)
{
	return (location->file && location->line == acceptance->line &&
		strcmp(location->file, acceptance->file) == 0) ||
	       (location->macro.file &&
		location->macro.line == acceptance->line &&
		strcmp(location->macro.file, acceptance->file) == 0);
}

/* Whether the finding needs the permission, or the remark's rule allows it. */
static bool rests_on(const struct acceptance *acceptance,
		     const struct finding_details *details)
{
	const char *permission = acceptance->waiver->permission;
	for (size_t i = 0; i < details->access_count; i++) {
		const struct finding_access *access = &details->accesses[i];
		if (permission && !is_permission(access, permission))
			continue;
		if (!acceptance->file)
			return true;
		for (size_t j = 0; j < access->location_count; j++)
			if (is_at(&access->locations[j], acceptance))
				return true;
	}
	return false;
}

/* Whether it would accept the finding on the object, if it were for its rule.
 */
static bool is_near(const struct accepting *accepting,
		    const struct acceptance *acceptance,
		    const struct finding *finding, const char *object)
{
	const struct waiver *waiver = acceptance->waiver;
	struct arena arena = ARENA_INIT;
	struct finding_details details;
	if (waiver->rule || waiver->review ||
	    waiver_is_for_rule(waiver, finding->rule) ||
	    !is_about(acceptance, finding) ||
	    !waiver_has_object(waiver, object))
		return false;
	if (!is_partial(acceptance))
		return true;
	lint_details(accepting->lint, finding, object ? &object : NULL, 1,
		     &arena, &details);
	bool rests = rests_on(acceptance, &details);
	arena_release(&arena);
	return rests;
}

/* The first one that is so: it may be meant. */
static const struct waiver *find_near(const struct accepting *accepting,
				      const struct finding *finding,
				      const char *object)
{
	for (size_t i = 0; i < accepting->acceptances->list.count; i++) {
		const struct acceptance *row =
			&accepting->acceptances->list.items[i];
		if (is_near(accepting, row, finding, object))
			return row->waiver;
	}
	return NULL;
}

/* --- The policy without it ------------------------------------------------ */

static const struct lint *make_world(struct accepting *accepting,
				     const bool *taken)
{
	const struct acceptances *acceptances = accepting->acceptances;
	struct arena *arena = &accepting->arena;
	struct source_removal *parts =
		arena_alloc(arena, acceptances->list.count, sizeof *parts);
	struct lint_request request = accepting->run->request;
	struct diags quiet = DIAGS_INIT;
	size_t count = 0;
	for (size_t i = 0; i < acceptances->list.count; i++) {
		const struct acceptance *row = &acceptances->list.items[i];
		if (taken[i])
			parts[count++] = (struct source_removal){
				row->file, row->line, row->waiver->permission};
	}
	request.policy =
		source_without(accepting->run->policy, parts, count, arena);
	request.release = &accepting->lint->release;
	const struct lint *lint = lint_plainly(&request, arena, &quiet);
	diags_release(&quiet);
	return lint;
}

static const struct lint *get_world(struct accepting *accepting,
				    const bool *taken)
{
	const size_t size = accepting->acceptances->list.count * sizeof *taken;
	for (size_t i = 0; i < accepting->worlds.count; i++)
		if (memcmp(accepting->worlds.items[i].taken, taken, size) == 0)
			return accepting->worlds.items[i].lint;
	bool *copy = arena_alloc(&accepting->arena, size, 1);
	memcpy(copy, taken, size);
	const struct world world = {copy, make_world(accepting, taken)};
	*list_push(&accepting->worlds, &accepting->arena) = world;
	return world.lint;
}

/* Where findings on the subject stand among others. */
static int compare_subjects(const char *a, const char *b)
{
	const int x = !a ? 0 : strcmp(a, "*") == 0 ? 1 : 2;
	const int y = !b ? 0 : strcmp(b, "*") == 0 ? 1 : 2;
	return x != y || x < 2 ? x - y : strcmp(a, b);
}

static size_t first_of_subject(const struct lint *lint, const char *subject)
{
	size_t low = 0, high = lint->finding_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct finding finding = lint_finding(lint, middle);
		if (compare_subjects(finding.subject, subject) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool concerns(const struct lint *lint, const struct finding *finding,
		     const char *object, struct arena *arena)
{
	const char **objects;
	size_t count = lint_objects(lint, finding, arena, &objects);
	for (size_t i = 0; i < count; i++)
		if (object && strcmp(objects[i], object) == 0)
			return true;
	return !object;
}

/* The same finding in another world, on the object; false: it is gone. */
static bool find_there(const struct lint *lint,
		       const struct waived_finding *candidate,
		       const char *object, struct arena *arena,
		       struct finding *there)
{
	const struct finding *finding = &candidate->finding;
	for (size_t i = first_of_subject(lint, finding->subject);
	     i < lint->finding_count; i++) {
		*there = lint_finding(lint, i);
		if (compare_subjects(there->subject, finding->subject) != 0)
			return false;
		if (there->rule != finding->rule)
			continue;
		const struct identity identity =
			lint_identity(lint, there, arena);
		if (identity.op == candidate->identity.op &&
		    strcmp(identity.fact, candidate->identity.fact) == 0 &&
		    concerns(lint, there, object, arena))
			return true;
	}
	return false;
}

/* Takes what the finding there rests on; false: nothing that agrees. */
static bool take(const struct accepting *accepting,
		 const struct waived_finding *candidate, const char *object,
		 const struct finding_details *details, bool *taken)
{
	bool more = false;
	for (size_t i = 0; i < candidate->agreeing.count; i++) {
		size_t index = candidate->agreeing.items[i];
		const struct acceptance *row =
			&accepting->acceptances->list.items[index];
		if (taken[index] || !is_partial(row) ||
		    !waiver_has_object(row->waiver, object) ||
		    !rests_on(row, details))
			continue;
		taken[index] = more = true;
	}
	return more;
}

/*
 * Whether all that leads to the finding on the object rests on what is
 * accepted, which is marked as taken.
 */
static bool rests_on_accepted(struct accepting *accepting,
			      struct waived_finding *candidate,
			      const char *object, bool *taken)
{
	const struct lint *lint = accepting->lint;
	struct finding there = candidate->finding;
	struct arena arena = ARENA_INIT;
	bool found = true, more = true;
	while (found && more) {
		struct finding_details details;
		lint_details(lint, &there, object ? &object : NULL, 1, &arena,
			     &details);
		more = take(accepting, candidate, object, &details, taken);
		if (!more)
			break;
		lint = get_world(accepting, taken);
		found = !lint ||
			find_there(lint, candidate, object, &arena, &there);
		more = lint;
	}
	arena_release(&arena);
	return !found;
}

/* --- What names no rules -------------------------------------------------- */

static bool is_gone(struct accepting *accepting,
		    const struct waived_finding *candidate, const bool *taken)
{
	struct arena arena = ARENA_INIT;
	struct finding there;
	const struct lint *lint = get_world(accepting, taken);
	const bool found =
		!lint || find_there(lint, candidate, NULL, &arena, &there);
	arena_release(&arena);
	return !found;
}

/*
 * Whether the rules of that acceptance lead to the finding: by themselves where
 * those of the others are gone, or as something that the others need.
 */
static bool leads_to(struct accepting *accepting,
		     struct waived_finding *candidate, const bool *all,
		     size_t index)
{
	const size_t count = accepting->acceptances->list.count;
	bool *taken = arena_alloc(&candidate->arena, count, sizeof *taken);
	taken[index] = true;
	if (is_gone(accepting, candidate, taken))
		return true;
	memcpy(taken, all, count * sizeof *taken);
	taken[index] = false;
	return !is_gone(accepting, candidate, taken);
}

/*
 * A known flaw is there for all who can perform the op, by whatever rules: it
 * rests on what is accepted where nobody can without that.  Marks what leads
 * to it as taken.
 */
static bool flaw_rests_on_accepted(struct accepting *accepting,
				   struct waived_finding *candidate,
				   bool *taken)
{
	const struct acceptance *rows = accepting->acceptances->list.items;
	const size_t count = accepting->acceptances->list.count;
	bool *all = arena_alloc(&candidate->arena, count, sizeof *all);
	bool any = false;
	for (size_t i = 0; i < candidate->agreeing.count; i++) {
		const size_t index = candidate->agreeing.items[i];
		all[index] = is_partial(&rows[index]) &&
			     waiver_has_object(rows[index].waiver, NULL);
		any |= all[index];
	}
	if (!any || !is_gone(accepting, candidate, all))
		return false;
	any = false;
	for (size_t i = 0; i < count; i++) {
		taken[i] = all[i] && leads_to(accepting, candidate, all, i);
		any |= taken[i];
	}
	if (!any)
		memcpy(taken, all, count * sizeof *taken);
	return true;
}

/* --- Object by object ----------------------------------------------------- */

/* What accepts the finding on the object, or NULL; all that do are in use. */
static const struct waiver *accept(struct accepting *accepting,
				   struct waived_finding *candidate,
				   const char *object)
{
	struct acceptances *acceptances = accepting->acceptances;
	bool *taken = arena_alloc(&candidate->arena, acceptances->list.count,
				  sizeof *taken);
	const struct waiver *found = NULL;
	const bool rests =
		candidate->parts &&
		(candidate->finding.fix
			 ? flaw_rests_on_accepted(accepting, candidate, taken)
			 : rests_on_accepted(accepting, candidate, object,
					     taken));
	for (size_t i = 0; i < candidate->agreeing.count; i++) {
		size_t index = candidate->agreeing.items[i];
		struct acceptance *row = &acceptances->list.items[index];
		if (is_partial(row) ? !(rests && taken[index])
				    : !waiver_has_object(row->waiver, object))
			continue;
		row->used = true;
		if (!found)
			found = row->waiver;
	}
	return found;
}

/* The share of that waiver, which may be new. */
static struct share *get_share(struct share *shares, size_t *count,
			       const struct share *key)
{
	for (size_t i = 0; i < *count; i++)
		if (shares[i].waiver == key->waiver &&
		    shares[i].near == key->near)
			return &shares[i];
	shares[*count] = *key;
	return &shares[(*count)++];
}

static void share_objects(struct accepting *accepting,
			  struct waived_finding *candidate,
			  const char *const *objects, size_t count)
{
	struct arena *arena = &candidate->arena;
	struct share *shares = arena_alloc(arena, count + 1, sizeof *shares);
	unsigned **types = arena_alloc(arena, count + 1, sizeof *types);
	size_t share_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct share key = {
			.waiver = accept(accepting, candidate, objects[i])};
		if (!key.waiver)
			key.near = find_near(accepting, &candidate->finding,
					     objects[i]);
		struct share *share = get_share(shares, &share_count, &key);
		unsigned **of_share = &types[share - shares];
		if (!*of_share)
			*of_share = arena_alloc(accepting->run->arena, count,
						sizeof **of_share);
		(*of_share)[share->objects.count++] =
			run_find_type(accepting->run, objects[i]);
	}
	for (size_t i = 0; share_count > 1 && i < share_count; i++)
		shares[i].objects.items = types[i];
	results_share(accepting->run->results, candidate->finding.index, shares,
		      share_count);
}

/* Nothing of it depends on objects. */
static void share_whole(struct accepting *accepting,
			struct waived_finding *candidate)
{
	struct share share = {.waiver = accept(accepting, candidate, NULL)};
	if (!share.waiver)
		share.near = find_near(accepting, &candidate->finding, NULL);
	if (share.waiver || share.near)
		results_share(accepting->run->results, candidate->finding.index,
			      &share, 1);
}

/* Whether an acceptance that is about the finding looks at objects. */
static bool looks_at_objects(const struct accepting *accepting,
			     const struct finding *finding)
{
	for (size_t i = 0; i < accepting->acceptances->list.count; i++) {
		const struct acceptance *row =
			&accepting->acceptances->list.items[i];
		if ((row->waiver->object || is_partial(row)) &&
		    is_about(row, finding))
			return true;
	}
	return false;
}

static void judge(struct accepting *accepting, size_t index)
{
	struct waived_finding candidate = {
		.finding = lint_finding(accepting->lint, index)};
	const struct acceptances *acceptances = accepting->acceptances;
	const char **objects = NULL;
	size_t count = 0;
	for (size_t i = 0; i < acceptances->list.count; i++) {
		const struct acceptance *row = &acceptances->list.items[i];
		if (!is_about(row, &candidate.finding) ||
		    !waiver_is_for_rule(row->waiver, candidate.finding.rule))
			continue;
		*list_push(&candidate.agreeing, &candidate.arena) = i;
		candidate.parts |= is_partial(row);
	}
	if (candidate.parts)
		candidate.identity = lint_identity(
			accepting->lint, &candidate.finding, &candidate.arena);
	if (looks_at_objects(accepting, &candidate.finding))
		count = lint_objects(accepting->lint, &candidate.finding,
				     &candidate.arena, &objects);
	if (count)
		share_objects(accepting, &candidate, objects, count);
	else
		share_whole(accepting, &candidate);
	arena_release(&candidate.arena);
}

void acceptances_match(struct acceptances *acceptances, struct run *run,
		       struct lint *lint)
{
	struct accepting accepting = {
		.acceptances = acceptances, .run = run, .lint = lint};
	for (size_t i = 0; acceptances->list.count && i < lint->finding_count;
	     i++)
		judge(&accepting, i);
	lint->finding_count = results_join(run->results);
	arena_release(&accepting.arena);
}
