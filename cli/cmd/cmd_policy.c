#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd_all.h"
#include "compile/compile.h"

enum exit_status cmd_policy_list(struct session *session, int argc,
				 const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		buffer_format(&session->out, "%-12s %s\n", profile->name,
			      profile->summary);
	return EXIT_DONE;
}

/* The binary policy is no text: it goes to a file or a pipe. */
static bool may_write(struct session *session, bool binary)
{
	if (!binary || session->output || !isatty(STDOUT_FILENO))
		return true;
	session_usage(session, "a binary policy needs -o FILE");
	return false;
}

static enum exit_status build(struct session *session,
			      const struct compilation *compilation,
			      bool binary, const char *conf_path)
{
	struct buffer conf = BUFFER_INIT, compiled = BUFFER_INIT;
	bool done =
		compile_policy(compilation, &session->diags, &conf, &compiled);
	const struct buffer *from = binary ? &compiled : &conf;
	if (done) {
		buffer_add(&session->out, buffer_string(from), from->length);
		if (conf_path)
			buffer_add(session_file(session, conf_path),
				   buffer_string(&conf), conf.length);
	}
	buffer_release(&compiled);
	buffer_release(&conf);
	return done ? EXIT_DONE : EXIT_ERROR;
}

enum exit_status cmd_policy_build(struct session *session, int argc,
				  const char **argv)
{
	static const char *const formats[] = {"binary", "conf", NULL};
	struct compilation compilation = {0};
	const char *conf_path = NULL;
	const char **accepted = NULL;
	int version = INT_MIN;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"policy-version", '\0', POPT_ARG_INT, &version, 0,
		 "the policy version (default: the newest that the Xen loads)",
		 "NUMBER"},
		{"conf", '\0', POPT_ARG_STRING, &conf_path, 0,
		 "write the policy.conf to this file as well", "FILE"},
		{"accept", '\0', POPT_ARG_ARGV, &accepted, 0,
		 "delegate this covered op where the profile has a use for it",
		 "OP"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 0, 1);
	if (!arguments)
		return EXIT_ERROR;
	const char *format = session_format(session, formats);
	bool binary = format && strcmp(format, "binary") == 0;
	bool versioned = version != INT_MIN;
	if (versioned && version <= 0)
		session_usage(session, "--policy-version %d is none", version);
	if (!format || (versioned && version <= 0) ||
	    !may_write(session, binary))
		return EXIT_ERROR;
	compilation.registry = session_registry(session);
	compilation.profile = compile_find_profile(
		arguments[0] ? arguments[0] : "default", &session->diags);
	if (!compilation.registry || !compilation.profile)
		return EXIT_ERROR;
	compilation.release =
		session_release(session, compilation.registry, "latest");
	if (compilation.release == NO_INDEX)
		return EXIT_ERROR;
	compilation.version = versioned ? (unsigned)version : 0;
	compilation.accepted = accepted;
	enum exit_status status =
		build(session, &compilation, binary, conf_path);
	for (size_t i = 0; accepted && accepted[i]; i++)
		free((void *)(uintptr_t)accepted[i]);
	free(accepted);
	return status;
}
