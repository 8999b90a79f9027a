/* xsmc policy: profiles, compiled policies and plans. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_policy_flaws.h"
#include "cmd/cmd_policy_input.h"
#include "compile/compile.h"
#include "write/write.h"

USES_MESSAGE(COVERED_ACCEPTED);
USES_MESSAGE(OP_OUT_OF_REACH);
USES_MESSAGE(PROFILE_UNKNOWN);

/* --- list ------------------------------------------------------------- */

/* The release that is asked for, or the newest of each line. */
static bool find_releases(struct session *session,
			  const struct registry *registry,
			  const struct profile *profile,
			  const unsigned **releases, size_t *count)
{
	list_of(unsigned) found = LIST_INIT;
	if (session->release) {
		const unsigned one =
			session_release(session, registry, "latest");
		if (one == NO_INDEX)
			return false;
		*list_push(&found, &session->arena) = one;
	}
	for (unsigned i = 0; !session->release && i < registry->release_count;
	     i++) {
		if (registry_ends_line(registry, i) &&
		    registry_has_feature(registry, profile->needs, i))
			*list_push(&found, &session->arena) = i;
	}
	*releases = found.items;
	*count = found.count;
	return true;
}

/* "FROM on ON", and below it each permission, where it is and what it is for.
 */
static void write_explained(const struct table *table, struct buffer *out)
{
	const char *const *before = NULL;
	for (size_t i = 0; i < table->rows.count; i++) {
		const char *const *cells = table->rows.items[i];
		if (!before || strcmp(before[0], cells[0]) != 0 ||
		    strcmp(before[1], cells[1]) != 0)
			buffer_format(out, "%s%s on %s\n", before ? "\n" : "",
				      cells[0], cells[1]);
		buffer_format(
			out, "  %s:%s%s (%s)\n    %s\n", cells[3], cells[4],
			strcmp(cells[2], "allow") == 0 ? "" : ", not logged",
			cells[5], cells[6]);
		before = cells;
	}
}

static enum exit_status explain_profile(struct session *session,
					const char *name)
{
	const char *format = session_format(session);
	const struct profile *profile = compile_find_profile(name);
	const unsigned *releases;
	size_t count;
	if (!format)
		return EXIT_ERROR;
	if (!profile) {
		diags_add(&session->diags, MESSAGE_PROFILE_UNKNOWN,
			  location_file(NULL), "%s%s", name,
			  site_profile_hint(name, &session->arena));
		return EXIT_ERROR;
	}
	const struct registry *registry = session_registry(session);
	if (!registry ||
	    !find_releases(session, registry, profile, &releases, &count))
		return EXIT_ERROR;
	const struct table *table =
		compile_explain(registry, profile, releases, count, write_conf,
				&session->arena, &session->diags);
	if (!table)
		return EXIT_ERROR;
	if (strcmp(format, "text") == 0)
		write_explained(table, &session->out);
	else
		report_table(table, format, &session->out);
	return EXIT_DONE;
}

enum exit_status cmd_policy_list(struct session *session, int argc,
				 const char **argv)
{
	const char *explained = NULL;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"explain", '\0', POPT_ARG_STRING, &explained, 0,
		 "show each permission of this profile, and what it is for",
		 "PROFILE"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	if (explained)
		return explain_profile(session, explained);
	if (session->format || session->release || session->registries)
		return session_usage(session, "what is listed is the same "
					      "always, but with --explain");
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

/* --- What is asked for ------------------------------------------------ */

/* The options that say what is to be compiled. */
struct policy_request {
	int version; /* INT_MIN: not given */
	int mls;
	struct build_options build;
	const char **accepted;
	struct compilation compilation;
};

/* In an option table of a command that compiles. */
#define REQUEST_OPTIONS(request)                                             \
	{"policy-version",                                                   \
	 '\0',                                                               \
	 POPT_ARG_INT,                                                       \
	 &(request)->version,                                                \
	 0,                                                                  \
	 "the policy version (default: the newest that the Xen loads)",      \
	 "NUMBER"},                                                          \
		{"mls",                                                      \
		 '\0',                                                       \
		 POPT_ARG_NONE,                                              \
		 &(request)->mls,                                            \
		 0,                                                          \
		 "with levels and constraints on them",                      \
		 NULL},                                                      \
		BUILD_OPTIONS((request)->build),                             \
	{                                                                    \
		"accept", '\0', POPT_ARG_ARGV, &(request)->accepted, 0,      \
			"delegate this covered op where there is a use for " \
			"it",                                                \
			"OP"                                                 \
	}

/* A shipped profile goes before a file of the same name. */
static bool find_source(struct session *session, const char *name,
			struct compilation *compilation)
{
	compilation->profile = compile_find_profile(name);
	if (compilation->profile)
		return true;
	/* What is called like a file is missed as one, when it is read. */
	if (strcmp(name, "-") != 0 && !strpbrk(name, "./") &&
	    access(name, F_OK) != 0 && errno == ENOENT) {
		diags_add(&session->diags, MESSAGE_PROFILE_UNKNOWN,
			  location_file(NULL),
			  "%s, and there is no file of that name%s", name,
			  site_profile_hint(name, &session->arena));
		return false;
	}
	compilation->site = site_read(name, &session->arena, &session->diags);
	return compilation->site;
}

/* The model of what was asked for; NULL with messages. */
static struct model *make_model(struct session *session, const char *name,
				struct policy_request *request)
{
	struct compilation *compilation = &request->compilation;
	if (request->version != INT_MIN && request->version <= 0) {
		session_usage(session, "--policy-version %d is none",
			      request->version);
		return NULL;
	}
	if (!find_source(session, name, compilation) ||
	    !build_options_read(session, &request->build, compilation->site,
				&compilation->host))
		return NULL;
	compilation->registry = input_registry(session, compilation->site);
	if (!compilation->registry)
		return NULL;
	const char *otherwise = compilation->site && compilation->site->release
					? compilation->site->release
					: "latest";
	compilation->release =
		session_release(session, compilation->registry, otherwise);
	if (compilation->release == NO_INDEX)
		return NULL;
	compilation->version =
		request->version == INT_MIN ? 0 : (unsigned)request->version;
	compilation->mls = request->mls;
	compilation->today = session_today(session);
	if (!compilation->today)
		return NULL;
	compilation->accepted = request->accepted;
	return compile_model(compilation, &session->arena, &session->diags);
}

/* --- build ------------------------------------------------------------ */

/* What is written beside the output, each to the file that is named. */
struct files {
	const char *conf, *cil, *te, *site;
};

static void write_texts(struct session *session, struct model *model,
			const struct lint *lint, const struct buffer *conf,
			const struct files *files)
{
	if (files->site)
		report_adopted(lint, model_site(model),
			       session_file(session, files->site));
	if (files->conf)
		buffer_add(session_file(session, files->conf),
			   buffer_string(conf), conf->length);
	if (files->cil)
		write_cil(model, session_file(session, files->cil));
	if (files->te)
		write_te(model, session_file(session, files->te));
}

/* A binary cannot say it itself. */
static void tell_out_of_reach(struct session *session, struct model *model)
{
	const char *names = compile_out_of_reach(model);
	if (names)
		diags_add(&session->diags, MESSAGE_OP_OUT_OF_REACH,
			  location_file(NULL),
			  "%s: the hooks do not know them, and what is unknown "
			  "is denied",
			  names);
}

/* What is delegated though it is covered is no surprise to who loads it. */
static void tell_accepted(struct session *session,
			  const struct compilation *from,
			  const struct lint *lint, const struct files *files)
{
	const char *names;
	const size_t count = lint_accepted_ops(lint, &session->arena, &names);
	if (count)
		diags_add(&session->diags, MESSAGE_COVERED_ACCEPTED,
			  location_file(from->site ? from->site->path : NULL),
			  "%zu, as %s%s%s accepts: %s%s", count,
			  from->profile ? "the profile " : "the site file",
			  from->profile ? from->profile->name : "",
			  from->accepted ? " with --accept" : "", names,
			  files->site ? ""
				      : "; --site-out writes their waivers");
}

static enum exit_status build(struct session *session, struct model *model,
			      const struct compilation *request,
			      const char *format, const struct files *files)
{
	struct buffer conf = BUFFER_INIT, compiled = BUFFER_INIT;
	progress_tell(session, "compiling and proving the policy");
	bool done = compile_policy(&model, write_conf, &session->diags, &conf,
				   &compiled);
	if (done) {
		const struct buffer *from = *format == 'b' ? &compiled : &conf;
		if (strcmp(format, "cil") == 0)
			write_cil(model, &session->out);
		else if (strcmp(format, "te") == 0)
			write_te(model, &session->out);
		else
			buffer_add(&session->out, buffer_string(from),
				   from->length);
		write_texts(session, model, model->lint, &conf, files);
		tell_accepted(session, request, model->lint, files);
		if (*format == 'b')
			tell_out_of_reach(session, model);
	}
	buffer_release(&compiled);
	buffer_release(&conf);
	return done ? EXIT_DONE : EXIT_ERROR;
}

const char *const cmd_policy_build_formats[] = {"binary", "conf", "cil", "te",
						NULL};

enum exit_status cmd_policy_build(struct session *session, int argc,
				  const char **argv)
{
	struct policy_request request = {.version = INT_MIN};
	struct files files = {NULL, NULL, NULL, NULL};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"conf", '\0', POPT_ARG_STRING, &files.conf, 0,
		 "write the policy.conf to this file as well", "FILE"},
		{"cil", '\0', POPT_ARG_STRING, &files.cil, 0,
		 "write it as CIL to this file as well", "FILE"},
		{"te", '\0', POPT_ARG_STRING, &files.te, 0,
		 "write a module of Xen's tree to this file as well", "FILE"},
		{"site-out", '\0', POPT_ARG_STRING, &files.site, 0,
		 "write what is accepted as a site file for lint to this file "
		 "as well",
		 "FILE"},
		REQUEST_OPTIONS(&request),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 0, 1);
	const char *format = arguments ? session_format(session) : NULL;
	enum exit_status status = EXIT_ERROR;
	bool binary = format && strcmp(format, "binary") == 0;
	if (format && may_write(session, binary)) {
		struct model *model = make_model(
			session, arguments[0] ? arguments[0] : "default",
			&request);
		if (model)
			status = build(session, model, &request.compilation,
				       format, &files);
		if (status == EXIT_DONE)
			policy_flaws_tell(session, &request.compilation);
	}
	return status;
}

/* --- plan ------------------------------------------------------------- */

static void write_words(const char *name, const char *words, struct buffer *out)
{
	if (*words)
		buffer_format(out, "    %-9s %s\n", name, words);
}

/* What is beside an op; nothing beside what makes no op. */
static const char *status_words(const struct compilation *compilation,
				const char *name, struct arena *arena)
{
	const struct op *op = registry_find_op(compilation->registry, name);
	if (!op)
		return "";
	const struct op_status status = registry_op_meaning(
		compilation->registry, op, compilation->release, arena);
	return arena_format(arena, " (%s, %s)", status_shown(status.status),
			    basis_shown(&status, arena));
}

/* By whom and on what; the op, and beneath it what it costs. */
static void write_plan(const struct compilation *compilation,
		       const struct table *plan, struct arena *arena,
		       struct buffer *out)
{
	const char *to = "", *on = "";
	for (size_t i = 0; i < plan->rows.count; i++) {
		const char *const *cells = plan->rows.items[i];
		if (strcmp(cells[0], to) != 0 || strcmp(cells[1], on) != 0)
			buffer_format(out, "%s%s on %s\n", i ? "\n" : "",
				      cells[0], cells[1]);
		to = cells[0];
		on = cells[1];
		buffer_format(out, "  %s%s: %s\n", cells[2],
			      status_words(compilation, cells[2], arena),
			      cells[5]);
		write_words("takes", cells[6], out);
		write_words("opens", cells[7], out);
		write_words("to accept", cells[8], out);
		write_words("lacks", cells[9], out);
	}
}

enum exit_status cmd_policy_plan(struct session *session, int argc,
				 const char **argv)
{
	struct policy_request request = {.version = INT_MIN};
	enum exit_status status = EXIT_ERROR;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {REQUEST_OPTIONS(&request),
					     COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 1, 1);
	const char *format = arguments ? session_format(session) : NULL;
	struct model *model =
		format ? make_model(session, arguments[0], &request) : NULL;
	if (model)
		progress_tell(session, "working out what the grants open");
	const struct table *plan =
		model ? compile_plan(model,
				     session->verbose ||
					     request.compilation.profile,
				     write_conf, &session->diags)
		      : NULL;
	if (plan) {
		plan = policy_flaws_add(&request.compilation, plan,
					&session->arena);
		if (strcmp(format, "text") == 0)
			write_plan(&request.compilation, plan, &session->arena,
				   &session->out);
		else
			report_table(plan, format, &session->out);
		/* It is shown why the build would stop, and is no less so. */
		session->partial = true;
		status = session->diags.errors ? EXIT_ERROR : EXIT_DONE;
		if (status == EXIT_DONE)
			policy_flaws_tell(session, &request.compilation);
	}
	return status;
}
