/* xsmc policy init: a site file for a policy that exists. */
#include <string.h>
#include <sys/stat.h>

#include "cmd/cmd_build_options.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_value.h"
#include "lint/lint.h"

USES_MESSAGE(ADOPTION_PARTIAL);
USES_MESSAGE(REASONS_MISSING);
USES_MESSAGE(SITE_EXISTS);

/* One run. */
struct init_command {
	struct session *session;
	const char *level_name;
	int trusts_input;
	struct build_options build_options;
	struct host_build build;
	enum level least;
	const char *path;
	const struct registry *registry;
	const struct policy *policy;
	struct release_choice choice;
};

/* The lint of the policy, with the site file of that text; NULL: messages. */
static const struct lint *lint_with(struct init_command *command,
				    const struct buffer *text)
{
	struct session *session = command->session;
	const struct site *site = NULL;
	if (text) {
		site = site_parse("the site file that is written",
				  buffer_string(text), text->length,
				  &session->arena, &session->diags);
		if (!site)
			return NULL;
	}
	const struct lint_request request = {.registry = command->registry,
					     .policy = command->policy,
					     .release = &command->choice,
					     .site = site,
					     .build = &command->build,
					     .today = session_today(session)};
	return request.today
		       ? lint_make(&request, &session->arena, &session->diags)
		       : NULL;
}

/* What is found is not said: it is the file that is asked for. */
static const struct lint *lint_silently(struct init_command *command,
					const struct buffer *text)
{
	struct session *session = command->session;
	struct diags said = session->diags, own = DIAGS_INIT;
	session->diags = own;
	const struct lint *lint = lint_with(command, text);
	own = session->diags;
	session->diags = said;
	if (own.errors)
		diags_add_all(&session->diags, &own);
	else
		diags_add_inputs(&session->diags, &own);
	diags_release(&own);
	return lint;
}

/* How many findings nothing accepts. */
static size_t count_open(const struct init_command *command,
			 const struct lint *lint)
{
	size_t count = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		bool accepted;
		count += lint_finding_level(lint, i, &accepted) >=
				 command->least &&
			 !accepted;
	}
	return count;
}

/*
 * The file with reasons in it must be a good one that leaves nothing, or else
 * it is said how much it leaves.
 */
static enum exit_status prove(struct init_command *command,
			      const struct lint *lint)
{
	struct session *session = command->session;
	struct buffer text = BUFFER_INIT;
	report_adopt(lint, command->least, "to be written", &text);
	const struct lint *filled = lint_silently(command, &text);
	buffer_release(&text);
	if (!filled)
		return EXIT_ERROR;
	const size_t open = count_open(command, filled);
	if (open)
		diags_add(&session->diags, MESSAGE_ADOPTION_PARTIAL,
			  location_file(command->path), "%zu finding%s", open,
			  open == 1 ? "" : "s");
	return open || lint_is_partial(lint) ? EXIT_FINDINGS : EXIT_DONE;
}

static enum exit_status write_file(struct init_command *command)
{
	struct session *session = command->session;
	const struct adoption *rows;
	/* Roles first: what lint finds of who has one is another thing. */
	struct buffer roles = BUFFER_INIT;
	const struct lint *plain = lint_with(command, NULL);
	if (!plain)
		return EXIT_ERROR;
	report_adopt_types(plain, &roles);
	const struct lint *lint = lint_silently(command, &roles);
	buffer_release(&roles);
	if (!lint)
		return EXIT_ERROR;
	report_adopt(lint, command->least, "", &session->out);
	const size_t count =
		lint_adopt(lint, command->least, false, &session->arena, &rows);
	if (count)
		diags_add(&session->diags, MESSAGE_REASONS_MISSING,
			  location_file(session->output), "%zu waiver%s", count,
			  count == 1 ? "" : "s");
	return prove(command, lint);
}

/* What somebody wrote by hand is not written over. */
static bool may_write(struct session *session)
{
	struct stat status;
	const char *path = session->output;
	if (!path || strcmp(path, "-") == 0 || stat(path, &status) != 0 ||
	    !S_ISREG(status.st_mode) || !status.st_size)
		return true;
	diags_add(&session->diags, MESSAGE_SITE_EXISTS, location_file(path),
		  "policy init starts a new file alone");
	return false;
}

static bool read_level(struct init_command *command)
{
	for (unsigned level = 0; value_levels[level]; level++)
		if (strcmp(value_levels[level], command->level_name) == 0) {
			command->least = (enum level)level;
			return true;
		}
	session_not_one_of(command->session, "--level", command->level_name,
			   value_levels);
	return false;
}

static bool start(struct init_command *command)
{
	struct session *session = command->session;
	if (!read_level(command) || !may_write(session) ||
	    !build_options_read(session, &command->build_options, NULL,
				&command->build))
		return false;
	command->registry = session_registry(session);
	const char *release =
		command->registry
			? input_release(session, command->registry, NULL, NULL)
			: NULL;
	if (!release)
		return false;
	command->policy = input_policy(session, command->path,
				       command->trusts_input, &session->arena);
	return command->policy &&
	       input_choose(session, command->registry, command->policy,
			    release, &session->arena, &command->choice);
}

enum exit_status cmd_policy_init(struct session *session, int argc,
				 const char **argv)
{
	struct init_command command = {.session = session,
				       .level_name = "warning"};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"level", '\0', POPT_ARG_STRING, &command.level_name, 0,
		 "write waivers for findings of this level or above (default: "
		 "warning)",
		 "LEVEL"},
		TRUST_TREE_OPTION("the policy", command.trusts_input),
		BUILD_OPTIONS(command.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 1, 1);
	if (!arguments)
		return EXIT_ERROR;
	command.path = arguments[0];
	return start(&command) ? write_file(&command) : EXIT_ERROR;
}
