#include <string.h>

#include "cmd/cmd_all.h"

/* The levels that --fail-on takes; the last one is above all findings. */
static const char *const thresholds[] = {"note", "warning", "error", "never",
					 NULL};

static int threshold_of(struct session *session, const char *name)
{
	for (int i = 0; thresholds[i]; i++)
		if (strcmp(thresholds[i], name) == 0)
			return i;
	session_usage(session,
		      "--fail-on %s is not one of note, warning, error, never",
		      name);
	return -1;
}

static const struct lint *lint_file(struct session *session,
				    const struct registry *registry,
				    const char *path)
{
	struct release_choice choice;
	const struct policy *policy =
		policy_read(path, &session->arena, &session->diags);
	if (!policy ||
	    !check_release(registry, policy,
			   session->release ? session->release : "auto",
			   &session->arena, &session->diags, &choice))
		return NULL;
	const struct lint_request request = {
		.registry = registry, .policy = policy, .release = &choice};
	return check_lint(&request, &session->arena, &session->diags);
}

static bool has_findings(const struct lint *lint, int threshold)
{
	for (int level = threshold; level <= LEVEL_ERROR; level++)
		if (lint_count(lint, (enum level)level))
			return true;
	return false;
}

enum exit_status cmd_lint(struct session *session, int argc, const char **argv)
{
	const char *fail_on = "error";
	list_of(const struct lint *) lints = LIST_INIT;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"fail-on", '\0', POPT_ARG_STRING, &fail_on, 0,
		 "exit with 1 for findings of this level or above: note, "
		 "warning, error (default) or never",
		 "LEVEL"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **files =
		session_arguments(session, options, argc, argv, 1, -1);
	if (!files)
		return EXIT_ERROR;
	int threshold = threshold_of(session, fail_on);
	const char *format = session_format(session, report_lint_formats);
	if (threshold < 0 || !format)
		return EXIT_ERROR;
	const struct registry *registry = session_registry(session);
	enum exit_status status = EXIT_DONE;
	for (size_t i = 0; registry && files[i]; i++) {
		const struct lint *lint =
			lint_file(session, registry, files[i]);
		if (!lint)
			continue;
		*list_push(&lints, &session->arena) = lint;
		if (has_findings(lint, threshold))
			status = EXIT_FINDINGS;
	}
	if (!registry || session->diags.errors)
		return EXIT_ERROR;
	const struct style style = session_style(session);
	report_lint(lints.items, lints.count, format, &style, &session->out);
	return status;
}
