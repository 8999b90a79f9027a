/* xsmc registry verify: the registry against source trees and their history. */
#include <string.h>

#include "base/deadline.h"
#include "cmd/cmd_table.h"
#include "verify/verify.h"

/* What the command was asked for. */
struct verify_request {
	struct tree tree;
	const char *repository; /* of which the fixes are verified, or NULL */
	const char *format;
	int propose, deadline;
};

/* A thousand times what it takes: a machine under load has other work. */
enum { DEADLINE = 300, DEADLINE_LIMIT = 1000 * 1000 };

static bool read_request(struct session *session, int argc, const char **argv,
			 struct verify_request *request)
{
	const char *tree = NULL, *headers = NULL;
	int fixes = 0;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"tree", '\0', POPT_ARG_STRING, &tree, 0,
		 "the top of a Xen source tree", "DIR"},
		{"headers", '\0', POPT_ARG_STRING, &headers, 0,
		 "a directory of public headers: names and numbers only",
		 "DIR"},
		{"fixes", '\0', POPT_ARG_NONE, &fixes, 0,
		 "the public fixes against Xen's history, with --git", NULL},
		{"git", '\0', POPT_ARG_STRING, &request->repository, 0,
		 "a clone of Xen's repository with its tags", "DIR"},
		{"propose", '\0', POPT_ARG_NONE, &request->propose, 0,
		 "write the registry that the tree would agree with", NULL},
		{"deadline", '\0', POPT_ARG_INT, &request->deadline, 0,
		 "give up after so many seconds (default: 300)", "SECONDS"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return false;
	request->format = session_format(session);
	if (!request->format)
		return false;
	if (!tree + !headers + !fixes != 2) {
		session_usage(session, "either --tree DIR, --headers DIR or "
				       "--fixes --git DIR");
		return false;
	}
	if (!fixes != !request->repository) {
		session_usage(session, "--fixes goes with --git DIR");
		return false;
	}
	if (fixes && session->release) {
		session_usage(session, "--fixes is about all releases");
		return false;
	}
	if (request->deadline < 1 || request->deadline > DEADLINE_LIMIT) {
		session_usage(session, "--deadline takes 1 to %d seconds",
			      DEADLINE_LIMIT);
		return false;
	}
	if (request->propose && !tree) {
		session_usage(session, "--propose goes with --tree");
		return false;
	}
	if (request->propose && strcmp(request->format, "text") != 0) {
		session_usage(session, "--propose goes with --format text");
		return false;
	}
	request->tree = (struct tree){tree ? tree : headers,
				      tree ? TREE_SOURCE : TREE_HEADERS_ONLY};
	return true;
}

static void report(struct session *session,
		   const struct verify_request *request,
		   const struct verification *verification)
{
	const struct style style = session_style(session);
	const struct verify_style how = {style.color, style.verbose,
					 session->quiet};
	session->as_it_is = request->propose;
	if (request->propose)
		verify_propose(verification, &session->arena, &session->out);
	else if (strcmp(request->format, "text") != 0)
		report_table(verify_table(verification, style.verbose,
					  &session->arena),
			     request->format, &session->out);
	else
		verify_text(verification, &how, &session->out);
}

/* A release that is named must be there; one that the tree is need not. */
static bool read_release(struct session *session,
			 const struct registry *registry)
{
	if (!session->release)
		return true;
	unsigned release =
		session_named_release(session, registry, session->release);
	if (release == NO_INDEX)
		return false;
	session->release = registry->releases[release].name;
	return true;
}

enum exit_status cmd_registry_verify(struct session *session, int argc,
				     const char **argv)
{
	struct verify_request request = {.deadline = DEADLINE};
	struct verification verification;
	if (!read_request(session, argc, argv, &request))
		return EXIT_ERROR;
	deadline_set((unsigned)request.deadline);
	const struct registry *registry = session_registry(session);
	if (!registry || !read_release(session, registry))
		return EXIT_ERROR;
	progress_tell(session, "verifying %s",
		      request.repository ? request.repository
					 : request.tree.path);
	bool read = request.repository
			    ? verify_fixes(registry, request.repository,
					   &session->arena, &session->diags,
					   &verification)
			    : verify(registry, &request.tree, session->release,
				     &session->arena, &session->diags,
				     &verification);
	if (!read)
		return EXIT_ERROR;
	report(session, &request, &verification);
	deadline_clear();
	return verification.differences || verification.unverified
		       ? EXIT_FINDINGS
		       : EXIT_DONE;
}
