/* xsmc lint: policies against the registry. */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_lint_outputs.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_value.h"

USES_MESSAGE(BASELINE_RELEASE_UNKNOWN);
USES_MESSAGE(RELEASE_UNDECIDED);

/* As "error", and known flaws are errors. */
static const char known_flaws[] = "known-flaws";

/* One run: what is asked, and against what. */
struct lint_command {
	struct session *session;
	const char **site_paths, **domain_paths;
	list_of(const struct xl_config *) domains;
	int ignores_remarks, trusts_input, expectations_only;
	bool flaws_fail;
	struct build_options build_options;
	struct host_build build;
	const char *fail_on, *level, *baseline_path, *compare, *against;
	const struct module *module; /* of that name, or NULL */
	const char **files;
	struct lint_outputs outputs;
	unsigned threshold;
	const struct registry *registry;
	const struct site *site;	 /* or NULL */
	const struct baseline *baseline; /* or NULL */
	const struct policy *old;	 /* that it is compared with, or NULL */
	const char *release;		 /* a name, or "auto" */
	bool nearest;			 /* it stands for another release */
	const char *today;
	struct lint_shared *shared; /* of all policies */
	struct arena arena;	    /* of the policy at hand */
};

/* The index of the name, one of the first `count` thresholds. */
static bool read_level(struct lint_command *run, const char *option,
		       const char *name, unsigned count, unsigned *index)
{
	const char *known = "";
	for (*index = 0; *index < count; ++*index) {
		if (strcmp(value_thresholds[*index], name) == 0)
			return true;
		known = arena_format(&run->session->arena, "%s%s%s", known,
				     *index ? ", " : "",
				     value_thresholds[*index]);
	}
	session_usage(run->session, "%s %s is not one of %s%s", option, name,
		      known, count > LEVEL_ERROR + 1 ? ", known-flaws" : "");
	return false;
}

static bool read_levels(struct lint_command *run)
{
	const unsigned levels = LEVEL_ERROR + 1, all = levels + 1;
	unsigned level;
	run->flaws_fail = strcmp(run->fail_on, known_flaws) == 0;
	if (!read_level(run, "--fail-on",
			run->flaws_fail ? "error" : run->fail_on, all,
			&run->threshold))
		return false;
	if (!run->level)
		return true;
	run->outputs.level_chosen = true;
	if (!read_level(run, "--level", run->level, levels, &level))
		return false;
	run->outputs.level = (enum level)level;
	return true;
}

/* A baseline and a comparison are of one policy. */
static bool check_files(struct lint_command *run)
{
	const char *option = run->compare	  ? "--compare"
			     : run->baseline_path ? "--baseline"
						  : "--write-baseline";
	bool single =
		run->compare || run->baseline_path || run->outputs.baseline;
	if (run->compare && run->baseline_path)
		session_usage(run->session,
			      "--compare and --baseline exclude each other");
	else if (single && run->files[1])
		session_usage(run->session,
			      "%s takes one policy, not %s as well", option,
			      run->files[1]);
	return run->session->diags.errors == 0;
}

/* The configurations of domains. */
static void read_domains(struct lint_command *run)
{
	struct session *session = run->session;
	for (size_t i = 0; run->domain_paths && run->domain_paths[i]; i++) {
		const struct xl_config *config = xl_read(
			run->domain_paths[i], &session->arena, &session->diags);
		if (config)
			*list_push(&run->domains, &session->arena) = config;
	}
}

static void check_baseline(struct lint_command *run)
{
	for (size_t i = 0; i < run->baseline->release_count; i++) {
		const char *release = run->baseline->releases[i];
		if (registry_find_release(run->registry, release) == NO_INDEX)
			diags_add(&run->session->diags,
				  MESSAGE_BASELINE_RELEASE_UNKNOWN,
				  location_file(run->baseline->path), "%s",
				  release);
	}
}

static bool find_module(struct lint_command *run)
{
	const char *const names[] = {run->against, NULL};
	if (!run->against)
		return true;
	if (!names_known(run->session, run->registry, NAME_MODULE, names))
		return false;
	for (unsigned i = 0; i < run->registry->module_count; i++)
		if (strcmp(run->registry->modules[i].name, run->against) == 0)
			run->module = &run->registry->modules[i];
	return true;
}

/* Reads all but the policies. */
static bool start(struct lint_command *run)
{
	struct session *session = run->session;
	run->today = session_today(session);
	input_sites(session, run->site_paths, &run->site);
	read_domains(run);
	if (session->diags.errors ||
	    !build_options_read(session, &run->build_options, run->site,
				&run->build))
		return false;
	if (run->expectations_only &&
	    (!run->site || !run->site->expectation_count))
		session_usage(session, "--expectations-only needs a site file "
				       "that expects something");
	if (run->baseline_path)
		run->baseline = report_read_baseline(
			run->baseline_path, &session->arena, &session->diags);
	if (session->diags.errors)
		return false;
	run->registry = session_registry(session);
	if (run->registry && run->baseline)
		check_baseline(run);
	if (!run->registry || !find_module(run))
		return false;
	run->release =
		input_release(session, run->registry, run->site, &run->nearest);
	return run->release;
}

static const struct lint *lint_policy(struct lint_command *run,
				      const struct policy *policy,
				      const struct release_choice *choice,
				      struct diags *diags)
{
	const struct lint_request request = {
		.registry = run->registry,
		.policy = policy,
		.release = choice,
		.site = run->site,
		.today = run->today,
		.ignores_remarks = run->ignores_remarks,
		.flaws_fail = run->flaws_fail,
		.build = &run->build,
		.expectations_only = run->expectations_only,
		.guests = run->domains.items,
		.guest_count = run->domains.count,
		.against = run->module,
		.shared = run->shared};
	return lint_make(&request, &run->arena, diags);
}

static bool is_auto(const struct lint_command *run)
{
	return strcmp(run->release, "auto") == 0;
}

static const struct lint *lint_file(struct lint_command *run, const char *path)
{
	struct session *session = run->session;
	struct release_choice choice;
	const struct policy *policy =
		input_policy(session, path, run->trusts_input, &run->arena);
	if (!policy || !input_choose(session, run->registry, policy,
				     run->release, &run->arena, &choice))
		return NULL;
	if (run->nearest)
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
	bool fits = lint_choose_release(run->registry, run->old, "auto",
					&run->arena, &quiet, &choice);
	diags_release(&quiet);
	if (!fits && !lint_choose_release(run->registry, run->old, run->release,
					  &run->arena, diags, &choice))
		return NULL;
	if (fits)
		choice.used = pick_nearest(run->registry, &choice,
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
			run->registry, baseline->releases[i]);
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

/* A policy in the releases that it may be for; the first is that in use. */
struct spread {
	const struct candidates *groups;
	const struct lint **lints;
	size_t count;
};

static struct spread spread_out(struct lint_command *run,
				const struct lint *lint)
{
	struct arena *arena = &run->arena;
	struct candidates *groups;
	size_t count =
		lint_candidates(run->registry, &lint->release, arena, &groups);
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
			registry_releases_shown(run->registry, &set, arena))};
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

/* What is new or added in one of the releases counts. */
static struct lint_view view_of(struct lint_command *run,
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

static bool has_findings(const struct lint_view *view, unsigned threshold)
{
	struct lint_totals totals = lint_view_totals(view);
	for (unsigned level = threshold; level <= LEVEL_ERROR; level++)
		if (totals.levels[level])
			return true;
	return false;
}

/* What came out of the policies. */
struct lint_outcome {
	/* Those before the first one of which something can be said. */
	list_of(struct lint_failure) held;
	size_t views, failures;
	bool findings; /* at or above the threshold, or not all was seen */
};

/* The first error among the messages from that index on. */
static struct diag first_error(const struct diags *diags, size_t index)
{
	const struct diag *diag = &diags->list.items[index];
	while (diag->message->severity != SEVERITY_ERROR)
		diag++;
	return *diag;
}

/*
 * A policy of which nothing can be said does not keep the others back; but
 * where all are such, nothing is written.
 */
static void take_failure(struct lint_command *run,
			 const struct lint_failure *failure,
			 struct lint_outcome *outcome)
{
	outcome->failures++;
	if (outcome->views)
		lint_outputs_failure(&run->outputs, failure);
	else
		*list_push(&outcome->held, &run->session->arena) = *failure;
}

/*
 * The policy is read and judged, so that its findings can be written one after
 * the other.  False with a message where that cannot be begun.
 */
static bool take_view(struct lint_command *run, const struct lint_view *view,
		      size_t policies, struct lint_outcome *outcome)
{
	if (!outcome->views++) {
		if (!lint_outputs_start(run->session, &run->outputs, policies))
			return false;
		for (size_t i = 0; i < outcome->held.count; i++)
			lint_outputs_failure(&run->outputs,
					     &outcome->held.items[i]);
	}
	lint_outputs_view(&run->outputs, view);
	outcome->findings |= has_findings(view, run->threshold) ||
			     lint_is_partial(view->lint);
	return true;
}

/* False where the run is at its end. */
static bool lint_one(struct lint_command *run, const char *path,
		     size_t policies, struct lint_outcome *outcome)
{
	struct session *session = run->session;
	size_t errors = session->diags.errors;
	size_t messages = session->diags.list.count;
	const struct lint *lint = lint_file(run, path);
	struct spread spread = {.count = 0};
	struct lint_view view = {.lint = NULL};
	if (lint && run->compare && !run->old)
		run->old = input_policy(run->session, run->compare,
					run->trusts_input, &run->arena);
	if (lint && (!run->compare || run->old)) {
		spread = spread_out(run, lint);
		view = view_of(run, &spread);
	}
	if (session->diags.errors != errors) {
		const struct lint_failure failure = {
			file_shown(path),
			first_error(&session->diags, messages)};
		take_failure(run, &failure, outcome);
		return true;
	}
	assert(view.lint);
	if (!take_view(run, &view, policies, outcome))
		return false;
	lint_outputs_baseline(&run->outputs, spread.lints, spread.count);
	return true;
}

static enum exit_status lint_files(struct lint_command *run)
{
	struct session *session = run->session;
	struct lint_outcome outcome = {.views = 0};
	size_t policies = 0;
	bool going = true;
	run->shared = lint_shared_new();
	/* The first findings are written before the last policy is read. */
	while (run->files[policies])
		file_expect(run->files[policies++], &session->diags);
	for (size_t i = 0; going && i < policies; i++) {
		going = lint_one(run, run->files[i], policies, &outcome);
		arena_release(&run->arena);
		lint_shared_tidy(run->shared);
	}
	lint_shared_free(run->shared);
	if (!going || !outcome.views)
		return EXIT_ERROR;
	lint_outputs_end(&run->outputs);
	session->partial = outcome.failures;
	if (outcome.failures)
		return EXIT_ERROR;
	return outcome.findings ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status cmd_lint(struct session *session, int argc, const char **argv)
{
	struct lint_command run = {.session = session, .fail_on = "error"};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"fail-on", '\0', POPT_ARG_STRING, &run.fail_on, 0,
		 "exit with 1 for findings of this level or above (default: "
		 "error); known-flaws: for errors, and public fixes that the "
		 "release lacks",
		 "THRESHOLD"},
		{"level", '\0', POPT_ARG_STRING, &run.level, 0,
		 "show findings of this level or above (default: note; as "
		 "text warning)",
		 "LEVEL"},
		{"site", '\0', POPT_ARG_ARGV, &run.site_paths, 0,
		 "what the site knows: trusted types, roles, waivers; each "
		 "further one adds to it",
		 "FILE"},
		{"domain", '\0', POPT_ARG_ARGV, &run.domain_paths, 0,
		 "a domain's configuration for xl, whose labels are looked at; "
		 "and further ones",
		 "FILE"},
		{"expectations-only", '\0', POPT_ARG_NONE,
		 &run.expectations_only, 0,
		 "look at what the site files expect of the policy, and at "
		 "nothing else",
		 NULL},
		{"no-remarks", '\0', POPT_ARG_NONE, &run.ignores_remarks, 0,
		 "accept nothing for what remarks in the policy's text say",
		 NULL},
		{"trust-tree", '\0', POPT_ARG_NONE, &run.trusts_input, 0,
		 "run m4 and the compilers on the policies where the kernel "
		 "cannot confine them, too",
		 NULL},
		{"baseline", '\0', POPT_ARG_STRING, &run.baseline_path, 0,
		 "leave out the findings that this file knows", "FILE"},
		{"write-baseline", '\0', POPT_ARG_STRING, &run.outputs.baseline,
		 0, "write the findings as a baseline for later runs", "FILE"},
		{"compare", '\0', POPT_ARG_STRING, &run.compare, 0,
		 "show what changed since this policy", "OLD-POLICY"},
		{"against-module", '\0', POPT_ARG_STRING, &run.against, 0,
		 "show what this security module beside FLASK would allow and "
		 "the policy refuses",
		 "MODULE"},
		BUILD_OPTIONS(run.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	run.files = session_arguments(session, options, argc, argv, 1, -1);
	if (!run.files || !read_levels(&run) ||
	    !lint_outputs_read(session, &run.outputs) || !check_files(&run))
		return EXIT_ERROR;
	run.outputs.renews = run.baseline_path;
	if (!start(&run))
		return EXIT_ERROR;
	return lint_files(&run);
}
