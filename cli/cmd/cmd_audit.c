/* `xsmc audit`: what a hypervisor's log says of denied accesses. */
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/file.h"
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_files_from.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_site_options.h"
#include "lint/lint.h"
#include "site/site.h"
#include "way/way.h"

USES_MESSAGE(FILE_UNWRITABLE);
USES_MESSAGE(LOG_DAMAGED);
USES_MESSAGE(LOG_FOREIGN);
USES_MESSAGE(LOG_STRANGE_RELEASE);
USES_MESSAGE(LOG_TOO_MANY);

/* One run: what is asked, and what the logs say. */
struct request {
	struct session *session;
	const char **logs; /* NULL-terminated */
	const char *policy_path, *write_path, *list_path;
	struct site_options sites;
	int rules, trusts_input;
	struct build_options build_options;
	struct host_build build;
	const struct registry *registry;
	const struct policy *policy; /* or NULL */
	struct vectors vocabulary;   /* of the policy */
	struct release_set fits;
	struct audit audit;
	struct audit_question question;
};

static bool read_policy(struct request *request)
{
	struct session *session = request->session;
	const struct registry *registry = request->registry;
	struct release_choice choice;
	if (!request->policy_path)
		return true;
	request->policy = input_policy(session, request->policy_path,
				       request->trusts_input, &session->arena);
	if (!request->policy)
		return false;
	request->question.policy = request->policy;
	request->question.vectors = &request->vocabulary;
	vectors_of_policy(registry, request->policy, &session->arena,
			  &request->vocabulary);
	request->question.fits = &request->fits;
	/* For a release that is given it may be none, which is said then. */
	const bool given = request->question.release != NO_INDEX;
	struct diags quiet = DIAGS_INIT;
	const bool fits =
		given ? lint_choose_release(registry, request->policy, "auto",
					    &session->arena, &quiet, &choice)
		      : input_choose(session, registry, request->policy, "auto",
				     &session->arena, &choice);
	diags_release(&quiet);
	for (size_t i = 0; fits && i < choice.candidate_count; i++)
		release_set_add(&request->fits, choice.candidates[i]);
	return fits || given;
}

/* Says which lines are not in the answer. */
static void tell_odds(struct request *request, const struct audit_odds *odds,
		      const struct message *message)
{
	struct diags *diags = &request->session->diags;
	const struct audit *audit = &request->audit;
	for (size_t i = 0; i < odds->list.count; i++) {
		const struct audit_odd *odd = &odds->list.items[i];
		const struct location at = {audit->logs[odd->place.log],
					    (unsigned)odd->place.line, 0};
		diags_add(diags, message, at, "%s", odd->reason);
	}
	if (odds->count > odds->list.count)
		diags_add(diags, message, location_file(NULL),
			  "%lu more of them", odds->count - odds->list.count);
}

static void tell(struct request *request)
{
	struct diags *diags = &request->session->diags;
	const struct audit *audit = &request->audit;
	tell_odds(request, &audit->damaged, MESSAGE_LOG_DAMAGED);
	tell_odds(request, &audit->foreign, MESSAGE_LOG_FOREIGN);
	if (audit->untold)
		diags_add(diags, MESSAGE_LOG_TOO_MANY, location_file(NULL),
			  "%lu lines", audit->untold);
	if (audit->strange && request->question.release == NO_INDEX)
		diags_add(diags, MESSAGE_LOG_STRANGE_RELEASE,
			  location_file(NULL), "%s", audit->strange);
}

static size_t count_logs(const char *const *logs)
{
	size_t count = 0;
	while (logs[count])
		count++;
	return count;
}

/* Puts the grants into the site file, which must be a good one with them. */
static bool write_site(struct request *request,
		       const struct audit_answer *answer)
{
	enum { LIMIT = 1024 * 1024 };
	struct session *session = request->session;
	const char *path = request->write_path;
	struct buffer old = BUFFER_INIT;
	bool exists = access(path, F_OK) == 0;
	if (exists && !file_read(path, LIMIT, &session->diags, &old))
		return false;
	struct buffer *out =
		session_renewed_file(session, path, exists ? path : NULL);
	bool done = report_audit_site(answer, path,
				      exists ? buffer_string(&old) : NULL,
				      &session->arena, &session->diags, out);
	buffer_release(&old);
	if (!exists && access(path, F_OK) == 0) {
		diags_add(&session->diags, MESSAGE_FILE_UNWRITABLE,
			  location_file(path),
			  "somebody has made it meanwhile");
		return false;
	}
	return done && site_parse(path, out->data, out->length, &session->arena,
				  &session->diags);
}

static enum exit_status run(struct request *request, const char *format)
{
	static const char *const standard_input[] = {"-", NULL};
	struct session *session = request->session;
	const char *const *logs =
		request->logs[0] ? request->logs : standard_input;
	const struct style style = session_style(session);
	struct audit_answer answer;
	request->audit.registry = request->registry;
	/* What is typed is not to be written over. */
	if (request->logs[0])
		progress_tell(session, "reading %s", file_shown(logs[0]));
	if (!audit_read(&request->audit, logs, count_logs(logs),
			request->policy ? &request->vocabulary : NULL,
			&session->arena, &session->diags))
		return EXIT_ERROR;
	tell(request);
	request->question.audit = &request->audit;
	if (request->logs[0])
		progress_tell(session, "working out the ops of the denials");
	audit_explain(&request->question, &session->arena, &session->diags,
		      &answer);
	if (session->diags.errors)
		return EXIT_ERROR;
	request->session->as_it_is = request->rules;
	if (request->rules)
		report_audit_rules(&answer, &session->out);
	else
		report_audit(&answer, format, &style, &session->out);
	if (request->write_path && !write_site(request, &answer))
		return EXIT_ERROR;
	return audit_is_clean(&request->audit) ? EXIT_DONE : EXIT_FINDINGS;
}

/* Reads all but the logs. */
static bool start(struct request *request)
{
	struct session *session = request->session;
	const char **renewed = arena_alloc(&session->arena, 2, sizeof *renewed);
	const char *const policies[] = {request->policy_path, NULL};
	/* What is added to is what is known. */
	if (!request->sites.paths && !request->sites.off &&
	    request->write_path && access(request->write_path, F_OK) == 0) {
		renewed[0] = request->write_path;
		request->sites.paths = renewed;
	}
	const struct site **site = &request->question.site;
	if (!site_options_read(session, &request->sites, policies, site) ||
	    !build_options_read(session, &request->build_options, *site,
				&request->build))
		return false;
	request->question.host = host_known(&request->build);
	request->registry = session_registry(session);
	if (!request->registry)
		return false;
	request->question.release = NO_INDEX;
	if (session->release && strcmp(session->release, "auto") != 0) {
		request->question.release =
			session_release(session, request->registry, "latest");
		if (request->question.release == NO_INDEX)
			return false;
	}
	return read_policy(request);
}

enum exit_status cmd_audit(struct session *session, int argc, const char **argv)
{
	struct request request = {.session = session};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"policy", '\0', POPT_ARG_STRING, &request.policy_path, 0,
		 "the policy that was loaded: says why, and what fits",
		 "POLICY"},
		SITE_OPTIONS(request.sites,
			     "who is trusted, and what domains are called"),
		{"write", '\0', POPT_ARG_STRING, &request.write_path, 0,
		 "add the grants to this site file", "SITE"},
		{"rules", '\0', POPT_ARG_NONE, &request.rules, 0,
		 "allow rules, each with what it costs, in place of the report",
		 NULL},
		FILES_FROM_OPTION(request.list_path),
		TRUST_TREE_OPTION("the policy", request.trusts_input),
		BUILD_OPTIONS(request.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	request.logs = session_arguments(session, options, argc, argv, 0, -1);
	if (request.logs)
		request.logs = files_from_read(session, request.list_path,
					       request.logs);
	if (!request.logs)
		return EXIT_ERROR;
	if (request.rules && session->format)
		return session_usage(session,
				     "--rules has a format of its own");
	if (request.sites.off && !request.policy_path)
		return session_usage(session, "--no-site is for --policy");
	const char *format = session_format(session);
	return format && start(&request) ? run(&request, format) : EXIT_ERROR;
}
