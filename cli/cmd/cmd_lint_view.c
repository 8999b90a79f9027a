/* What is shown of a policy: compared, without what is known, by release. */
#include <string.h>

#include "cmd/cmd_lint_run.h"
#include "cmd/cmd_lint_view.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_session.h"

USES_MESSAGE(RELEASE_UNDECIDED);

static const struct lint *lint_policy(struct lint_command *run,
				      const struct policy *policy,
				      const struct release_choice *choice,
				      struct diags *diags)
{
	const struct lint_request request = {
		.registry = run->world->registry,
		.policy = policy,
		.release = choice,
		.site = run->world->site,
		.today = run->today,
		.ignores_remarks = run->ignores_remarks,
		.flaws_fail = run->flaws_fail,
		.build = &run->world->build,
		.expectations_only = run->expectations_only,
		.guests = run->domains.items,
		.guest_count = run->domains.count,
		.against = run->world->module,
		.shared = run->world->shared};
	return lint_make(&request, &run->arena, diags);
}

static bool is_auto(const struct lint_command *run)
{
	return strcmp(run->world->release, "auto") == 0;
}

const struct lint *lint_file(struct lint_command *run, const char *path)
{
	struct session *session = run->session;
	struct release_choice choice;
	const struct policy *policy =
		run->given ? run->given
			   : input_policy(session, path, run->trusts_input,
					  &run->arena);
	if (!policy || !input_choose(session, run->world->registry, policy,
				     run->world->release, &run->arena, &choice))
		return NULL;
	if (run->world->nearest)
		choice.how = "nearest";
	return lint_policy(run, policy, &choice, &session->diags);
}

/*
 * The candidate that is to be compared with the release: the same one, or else
 * the newest of its line, or that which the choice picked.
 */
static unsigned pick_nearest(const struct registry *registry,
			     const struct release_choice *choice,
			     unsigned release)
{
	const struct release *releases = registry->releases;
	unsigned nearest = choice->used;
	for (size_t i = 0; i < choice->candidate_count; i++) {
		const unsigned candidate = choice->candidates[i];
		if (candidate == release)
			return candidate;
		if (strcmp(releases[candidate].line, releases[release].line) ==
		    0)
			nearest = candidate;
	}
	return nearest;
}

/*
 * The old policy, for the new one's release where that fits, or else for its
 * own: it is no fault of an old policy that it does not fit a new Xen.
 */
static const struct lint *lint_old(struct lint_command *run,
				   const struct lint *lint, struct diags *diags)
{
	struct diags quiet = DIAGS_INIT;
	struct release_choice choice;
	bool fits = lint_choose_release(run->world->registry, run->old, "auto",
					&run->arena, &quiet, &choice);
	diags_release(&quiet);
	if (!fits && !lint_choose_release(run->world->registry, run->old,
					  run->world->release, &run->arena,
					  diags, &choice))
		return NULL;
	if (fits)
		choice.used = pick_nearest(run->world->registry, &choice,
					   lint->release.used);
	return lint_policy(run, run->old, &choice, diags);
}

/*
 * The policy of the lint for another release, to tell what that changes; NULL
 * where it is the same one, or the policy cannot be judged for it.
 */
static const struct lint *lint_elsewhere(struct lint_command *run,
					 const struct lint *lint,
					 unsigned release)
{
	struct diags quiet = DIAGS_INIT;
	struct release_choice choice = lint->release;
	if (release == lint->release.used)
		return NULL;
	choice.used = release;
	choice.how = "compared";
	choice.by = CHOICE_TO_COMPARE;
	const struct lint *other =
		lint_policy(run, lint->policy, &choice, &quiet);
	diags_release(&quiet);
	return other;
}

/*
 * The policy of the lint for the releases of the baseline; how many these are.
 * One that the registry does not have tells nothing.
 */
static size_t lint_before(struct lint_command *run, const struct lint *lint,
			  const struct lint ***lints)
{
	const struct baseline *baseline = run->baseline;
	size_t count = 0;
	*lints = arena_alloc(&run->arena, baseline->release_count + 1,
			     sizeof **lints);
	for (size_t i = 0; i < baseline->release_count; i++) {
		const unsigned release = registry_find_release(
			run->world->registry, baseline->releases[i]);
		(*lints)[count] = release == NO_INDEX
					  ? NULL
					  : lint_elsewhere(run, lint, release);
		count += (*lints)[count] != NULL;
	}
	return count;
}

static struct lint_view compare(struct lint_command *run,
				const struct lint *lint, struct diags *diags)
{
	struct compared compared = {.lint = lint,
				    .old = lint_old(run, lint, diags)};
	if (!compared.old)
		return lint_view_all(lint);
	compared.lint_before =
		lint_elsewhere(run, lint, compared.old->release.used);
	compared.old_after =
		lint_elsewhere(run, compared.old, lint->release.used);
	/* What is not known of the old policy can hide what was added. */
	struct lint_view view = lint_view_changes(&compared, &run->arena);
	for (size_t i = 0; i < compared.old->limit_count; i++)
		view = lint_view_limited(&view, &compared.old->limits[i],
					 &run->arena);
	return view;
}

struct spread lint_spread(struct lint_command *run, const struct lint *lint)
{
	struct arena *arena = &run->arena;
	struct candidates *groups;
	size_t count = lint_candidates(run->world->registry, &lint->release,
				       arena, &groups);
	struct spread spread = {
		groups, arena_alloc(arena, count, sizeof *spread.lints), 1};
	spread.lints[0] = lint;
	if (!is_auto(run) || strcmp(lint->release.how, "xen/Makefile") == 0)
		return spread;
	for (size_t i = 1; i < count; i++) {
		const struct lint *other =
			lint_elsewhere(run, lint, groups[i].release);
		if (!other)
			continue;
		groups[spread.count] = groups[i];
		spread.lints[spread.count++] = other;
	}
	return spread;
}

static struct diag undecided(struct lint_command *run, const struct lint *lint,
			     size_t differing)
{
	struct arena *arena = &run->arena;
	struct release_set set = {{0}};
	for (size_t i = 0; i < lint->release.candidate_count; i++)
		release_set_add(&set, lint->release.candidates[i]);
	return (struct diag){
		.message = MESSAGE_RELEASE_UNDECIDED,
		.at = location_file(lint->policy->path),
		.detail = arena_format(
			arena,
			"%zu finding%s not in all of %s; --release says which "
			"one is meant",
			differing, differing == 1 ? " is" : "s are",
			registry_releases_shown(run->world->registry, &set,
						arena))};
}

/* What is asked for of one of the releases. */
static struct lint_view view_one(struct lint_command *run,
				 const struct spread *spread, size_t index,
				 struct diags *diags)
{
	const struct lint *lint = spread->lints[index];
	if (run->compare)
		return compare(run, lint, diags);
	if (!run->baseline)
		return lint_view_all(lint);
	/* What another release has is not gone; one row of each is enough. */
	const struct lint **before;
	const size_t count = lint_before(run, lint, &before);
	return lint_view_new(lint, before, count, spread->lints + 1,
			     index ? 0 : spread->count - 1, run->baseline,
			     &run->arena);
}

struct lint_view lint_view_of(struct lint_command *run,
			      const struct spread *spread)
{
	struct session *session = run->session;
	struct lint_view *views =
		arena_alloc(&run->arena, spread->count, sizeof *views);
	struct diags quiet = DIAGS_INIT;
	size_t differing;
	for (size_t i = 0; i < spread->count; i++)
		views[i] =
			view_one(run, spread, i, i ? &quiet : &session->diags);
	diags_release(&quiet);
	struct lint_view view = lint_view_candidates(
		views, spread->groups, spread->count, &run->arena, &differing);
	if (!differing)
		return view;
	const struct diag limit = undecided(run, spread->lints[0], differing);
	diags_add(&session->diags, limit.message, limit.at, "%s", limit.detail);
	return lint_view_limited(&view, &limit, &run->arena);
}
