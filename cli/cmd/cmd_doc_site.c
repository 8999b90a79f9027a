/* xsmc doc site: the registry, and a site's policy, as linked pages. */
#include <stdint.h>
#include <string.h>

#include "base/file.h"
#include "base/file_folder.h"
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_site_options.h"
#include "cmd/cmd_table.h"

/* One run: which policy's pages stand beside those of the registry. */
struct site_command {
	struct session *session;
	const char *policy; /* path, or NULL: none */
	struct site_options sites;
	int trusts_input;
	struct build_options build_options;
	struct host_build build;
	const struct registry *registry;
	const struct site *site; /* or NULL */
	bool partial;		 /* not all of the policy was understood */
};

/* Of so many objects each it is told what grants an op on them. */
enum { DETAILED = 16 };

static const bool *all_ops(const struct site_command *command, unsigned release)
{
	const struct registry *registry = command->registry;
	bool *all = arena_alloc(&command->session->arena, registry->op_count,
				sizeof *all);
	for (unsigned i = 0; i < registry->op_count; i++)
		all[i] = release_set_has(&registry->ops[i].in, release);
	return all;
}

/* Adds the messages that are not there yet: both runs are of one policy. */
static void add_new(struct diags *diags, const struct diags *others)
{
	for (size_t i = 0; i < others->list.count; i++) {
		const struct diag *other = &others->list.items[i];
		size_t j = 0;
		while (j < diags->list.count &&
		       (diags->list.items[j].message != other->message ||
			strcmp(diags->list.items[j].detail, other->detail) !=
				0))
			j++;
		if (j == diags->list.count)
			diags_add(diags, other->message, other->at, "%s",
				  other->detail);
	}
}

/* Judges the policy; false with messages. */
static bool judge(struct site_command *command, struct pages_policy *pages)
{
	struct session *session = command->session;
	struct release_choice choice;
	const char *name =
		input_release(session, command->registry, command->site, NULL);
	progress_tell(session, "judging %s", file_shown(command->policy));
	const struct policy *policy =
		name ? input_policy(session, command->policy,
				    command->trusts_input, &session->arena)
		     : NULL;
	if (!policy || !input_choose(session, command->registry, policy, name,
				     &session->arena, &choice))
		return false;
	pages->site = command->site;
	pages->today = session_today(session);
	const struct lint_request request = {.registry = command->registry,
					     .policy = policy,
					     .release = &choice,
					     .site = command->site,
					     .build = &command->build,
					     .today = pages->today};
	const struct who_question question = {
		.ops = all_ops(command, choice.used), .detailed = DETAILED};
	const struct lint *lint =
		pages->today
			? lint_make(&request, &session->arena, &session->diags)
			: NULL;
	struct diags others = DIAGS_INIT;
	if (lint)
		pages->answer =
			who_ask(&request, &question, &session->arena, &others);
	add_new(&session->diags, &others);
	diags_release(&others);
	if (!pages->answer)
		return false;
	struct lint_view *view = arena_alloc(&session->arena, 1, sizeof *view);
	*view = lint_view_all(lint);
	pages->view = view;
	command->partial =
		lint_is_partial(lint) || lint_is_partial(pages->answer->lint);
	return true;
}

/* What is for a policy alone means nothing without one. */
static bool check_options(const struct site_command *command)
{
	const struct build_options *build = &command->build_options;
	if (!command->policy &&
	    (command->session->release || command->sites.paths ||
	     command->sites.off || command->trusts_input || build->arch ||
	     build->config || build->command_line))
		session_usage(command->session,
			      "--release, --site, --no-site, --arch, --config, "
			      "--command-line and --trust-tree are for "
			      "--policy");
	return command->session->diags.errors == 0;
}

static bool start(struct site_command *command)
{
	struct session *session = command->session;
	const char *const policies[] = {command->policy, NULL};
	if (!check_options(command) ||
	    !site_options_read(session, &command->sites, policies,
			       &command->site) ||
	    !build_options_read(session, &command->build_options, command->site,
				&command->build))
		return false;
	command->registry = session_registry(session);
	return command->registry;
}

static enum exit_status write_pages(struct site_command *command,
				    const char *path)
{
	struct session *session = command->session;
	struct pages_policy pages = {NULL, NULL, NULL, NULL};
	const struct folder_file *files;
	size_t count;
	if (!folder_can_replace(path, &report_pages_list, &session->diags) ||
	    !start(command) || (command->policy && !judge(command, &pages)))
		return EXIT_ERROR;
	progress_tell(session, "writing pages to %s", path);
	report_pages(command->registry, command->policy ? &pages : NULL,
		     &session->arena, &session->diags, &files, &count);
	/* The folder is written: nothing is left for one file. */
	session->output = NULL;
	if (!folder_replace(path, &report_pages_list, files, count,
			    &session->diags))
		return EXIT_ERROR;
	return command->partial ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status cmd_doc_site(struct session *session, int argc,
			      const char **argv)
{
	struct site_command command = {.session = session};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"policy", '\0', POPT_ARG_STRING, &command.policy, 0,
		 "pages of this policy, too: its domains, what each can do, "
		 "findings, waivers, fixes",
		 "POLICY"},
		SITE_OPTIONS(command.sites,
			     "what the site knows of the policy: trusted "
			     "types, waivers"),
		TRUST_TREE_OPTION("the policy", command.trusts_input),
		BUILD_OPTIONS(command.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	if (!session->output || strcmp(session->output, "-") == 0)
		return session_usage(session,
				     "doc site takes -o DIR, a folder");
	return write_pages(&command, session->output);
}
