/* xsmc lint: policies against the registry. */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "cmd/cmd_files_from.h"
#include "cmd/cmd_lint.h"
#include "cmd/cmd_lint_run.h"
#include "cmd/cmd_lint_view.h"
#include "cmd/cmd_lint_world.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_value.h"

USES_MESSAGE(FINDINGS_HIDDEN);

/* As "error", and known flaws are errors. */
static const char known_flaws[] = "known-flaws";

/* The index of the name, one of the first `count` thresholds. */
static bool read_level(struct lint_command *run, const char *option,
		       const char *name, unsigned count, unsigned *index)
{
	for (*index = 0; *index < count; ++*index)
		if (strcmp(value_thresholds[*index], name) == 0)
			return true;
	session_not_one_of(run->session, option, name,
			   count > LEVEL_ERROR + 1 ? value_thresholds
						   : value_levels);
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

/* Reads all but the policies, and what stands beside them. */
static bool start(struct lint_command *run)
{
	struct session *session = run->session;
	run->today = session_today(session);
	read_domains(run);
	if (run->baseline_path && !session->diags.errors)
		run->baseline = report_read_baseline(
			run->baseline_path, &session->arena, &session->diags);
	return session->diags.errors == 0;
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

/* What is left out is said: an exit status of 0 does not hide it. */
static struct lint_view filtered(struct lint_command *run,
				 const struct lint_view *view)
{
	if (!run->filter)
		return *view;
	const struct lint_view part =
		lint_view_filtered(view, run->filter, &run->arena);
	if (lint_totals_count(part.hidden))
		diags_add(&run->session->diags, MESSAGE_FINDINGS_HIDDEN,
			  location_file(view->lint->policy->path), "%s",
			  lint_hidden_words(&part, &run->arena));
	return part;
}

/* False where the run is at its end. */
static bool lint_one(struct lint_command *run, const char *path,
		     size_t policies, struct lint_outcome *outcome)
{
	struct session *session = run->session;
	size_t errors = session->diags.errors;
	size_t messages = session->diags.list.count;
	struct spread spread = {.count = 0};
	struct lint_failure failure = {.path = file_shown(path)};
	if (!lint_world_enter(run, path, &failure.error)) {
		take_failure(run, &failure, outcome);
		return true;
	}
	const struct lint *lint = lint_file(run, path);
	struct lint_view view = {.lint = NULL};
	if (lint && run->compare && !run->old)
		run->old = input_policy(run->session, run->compare,
					run->trusts_input, &run->arena);
	if (lint && (!run->compare || run->old)) {
		spread = lint_spread(run, lint);
		view = lint_view_of(run, &spread);
	}
	if (session->diags.errors != errors) {
		failure.error = lint_first_error(run, messages);
		take_failure(run, &failure, outcome);
		return true;
	}
	assert(view.lint);
	view = filtered(run, &view);
	if (!take_view(run, &view, policies, outcome))
		return false;
	lint_outputs_baseline(&run->outputs, spread.lints, spread.count);
	return true;
}

static void tell_policy(struct lint_command *run, size_t index, size_t count)
{
	const char *path = file_shown(run->files[index]);
	if (count == 1)
		progress_tell(run->session, "linting %s", path);
	else
		progress_tell(run->session, "linting %s (%zu of %zu)", path,
			      index + 1, count);
}

static enum exit_status lint_files(struct lint_command *run)
{
	struct session *session = run->session;
	struct lint_outcome outcome = {.views = 0};
	size_t policies = 0;
	bool going = true;
	/* The first findings are written before the last policy is read. */
	while (run->files[policies])
		file_expect(run->files[policies++], &session->diags);
	lint_world_expect(run);
	for (size_t i = 0; going && i < policies; i++) {
		tell_policy(run, i, policies);
		going = lint_one(run, run->files[i], policies, &outcome);
		arena_release(&run->arena);
		if (run->world)
			lint_shared_tidy(run->world->shared);
	}
	lint_world_free(run);
	if (!going || !outcome.views)
		return EXIT_ERROR;
	lint_outputs_end(&run->outputs);
	session->partial = outcome.failures;
	if (outcome.failures)
		return EXIT_ERROR;
	return outcome.findings ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status lint_command_run(struct lint_command *run)
{
	struct session *session = run->session;
	if (!run->files || !read_levels(run) ||
	    !filter_options_read(session, &run->filter_options, &run->filter) ||
	    !lint_outputs_read(session, &run->outputs) || !check_files(run))
		return EXIT_ERROR;
	run->outputs.renews = run->baseline_path;
	run->searches = site_options_search(session, &run->site_options);
	if (session->diags.errors || !start(run))
		return EXIT_ERROR;
	return lint_files(run);
}

enum exit_status cmd_lint(struct session *session, int argc, const char **argv)
{
	struct lint_command run = {.session = session, .fail_on = "error"};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		LINT_SHOWN_OPTIONS(run),
		{"summary", '\0', POPT_ARG_NONE, &run.outputs.summary, 0,
		 "show a line for each policy in place of its findings", NULL},
		FILES_FROM_OPTION(run.files_from),
		SITE_OPTIONS(run.site_options,
			     "what the site knows: trusted types, roles, "
			     "waivers; each further one adds to it"),
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
		TRUST_TREE_OPTION("the policies", run.trusts_input),
		LINT_BASELINE_OPTIONS(run),
		{"compare", '\0', POPT_ARG_STRING, &run.compare, 0,
		 "show what changed since this policy", "OLD-POLICY"},
		{"against-module", '\0', POPT_ARG_STRING, &run.against, 0,
		 "show what this security module, not FLASK, would allow and "
		 "the policy refuses",
		 "MODULE"},
		BUILD_OPTIONS(run.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	run.files = session_arguments(session, options, argc, argv, 0, -1);
	if (run.files)
		run.files = files_from_read(session, run.files_from, run.files);
	if (run.files && !run.files[0]) {
		session_usage(session, "an argument is missing after lint");
		return EXIT_ERROR;
	}
	return lint_command_run(&run);
}
