/* xsmc policy guard: neverallow rules for a policy of one's own. */
#include <string.h>

#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_table.h"
#include "lint/lint.h"
#include "write/write.h"

const char *const cmd_policy_guard_formats[] = {[GUARD_TE] = "te",
						[GUARD_REFPOLICY] = "refpolicy",
						[GUARD_CIL] = "cil",
						[GUARD_CIL + 1] = NULL};

/* One run. */
struct guard_command {
	struct session *session;
	const char *policy_path; /* or NULL */
	int trusts_input;
	struct guard_request request;
};

static bool is_named(const struct site *site, const char *type)
{
	for (size_t i = 0; i < site->type_count; i++)
		if (strcmp(site->types[i].type, type) == 0)
			return true;
	return false;
}

/* The site, and the roles that lint sees in the policy where it says none. */
static const struct site *with_types(const struct lint *lint,
				     const struct site *site,
				     struct arena *arena)
{
	const struct lint_type *types;
	const size_t count = lint_types(lint, arena, &types);
	struct site *all = arena_alloc(arena, 1, sizeof *all);
	struct site_type *rows =
		arena_alloc(arena, site->type_count + count, sizeof *rows);
	*all = *site;
	for (size_t i = 0; i < site->type_count; i++)
		rows[i] = site->types[i];
	for (size_t i = 0; i < count; i++)
		if (types[i].role && !is_named(site, types[i].name))
			rows[all->type_count++] = (struct site_type){
				types[i].name, types[i].role,
				"lint sees in the policy that it is one",
				location_file(lint->policy->path)};
	all->types = rows;
	return all;
}

/* Takes release and types from the policy; false with messages. */
static bool take_policy(struct guard_command *command)
{
	struct session *session = command->session;
	struct guard_request *request = &command->request;
	static const char none[] = "<site/>";
	struct release_choice choice;
	const char *release =
		input_release(session, request->registry, request->site, NULL);
	const struct policy *policy =
		release ? input_policy(session, command->policy_path,
				       command->trusts_input, &session->arena)
			: NULL;
	if (!policy || !input_choose(session, request->registry, policy,
				     release, &session->arena, &choice))
		return false;
	if (!request->site)
		request->site =
			site_parse("no site file", none, sizeof none - 1,
				   &session->arena, &session->diags);
	const struct lint_request question = {.registry = request->registry,
					      .policy = policy,
					      .release = &choice,
					      .site = request->site,
					      .today = request->today};
	const struct lint *lint =
		request->site
			? lint_make(&question, &session->arena, &session->diags)
			: NULL;
	if (!lint)
		return false;
	request->release = choice.used;
	request->site = with_types(lint, request->site, &session->arena);
	return true;
}

static bool take_release(struct guard_command *command)
{
	struct guard_request *request = &command->request;
	const char *otherwise = request->site && request->site->release
					? request->site->release
					: "latest";
	request->release =
		session_release(command->session, request->registry, otherwise);
	return request->release != NO_INDEX;
}

/* Reads all that the guard is made of; path: the site file's, or NULL. */
static bool start(struct guard_command *command, const char *path)
{
	struct session *session = command->session;
	struct guard_request *request = &command->request;
	if (path)
		request->site =
			site_read(path, &session->arena, &session->diags);
	if (path && !request->site)
		return false;
	request->registry = input_registry(session, request->site);
	if (!request->registry ||
	    (request->site && !lint_check_site(request->registry, request->site,
					       &session->diags)))
		return false;
	request->today = session_today(session);
	return request->today && (command->policy_path ? take_policy(command)
						       : take_release(command));
}

enum exit_status cmd_policy_guard(struct session *session, int argc,
				  const char **argv)
{
	struct guard_command command = {.session = session,
					.request = {.form = GUARD_TE}};
	struct guard_request *request = &command.request;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"policy", '\0', POPT_ARG_STRING, &command.policy_path, 0,
		 "the policy that is guarded: it tells the release, and whom "
		 "lint knows a role of",
		 "POLICY"},
		TRUST_TREE_OPTION("the policy", command.trusts_input),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 0, 1);
	const char *format = arguments ? session_format(session) : NULL;
	if (!format)
		return EXIT_ERROR;
	while (strcmp(cmd_policy_guard_formats[request->form], format) != 0)
		request->form++;
	if (!start(&command, arguments[0]))
		return EXIT_ERROR;
	progress_tell(session, "working out what the guard forbids");
	return write_guard(request, &session->arena, &session->diags,
			   &session->out)
		       ? EXIT_DONE
		       : EXIT_ERROR;
}
