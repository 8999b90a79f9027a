/* xsmc gate: the policy that is about to be booted, by the Xen that is. */
#include <glob.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd_lint.h"
#include "cmd/cmd_lint_run.h"
#include "cmd/cmd_table.h"
#include "image/image.h"
#include "policy/policy.h"
#include "source/source.h"

USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(IMAGE_DISAGREES);
USES_MESSAGE(IMAGE_INVALID);
USES_MESSAGE(IMAGE_POLICY);
USES_MESSAGE(POLICY_NOT_BINARY);
USES_MESSAGE(RELEASE_NEAREST);
USES_MESSAGE(UNKNOWN_RELEASE);

enum { POLICY_LIMIT = 256 * 1024 * 1024 };

struct gate {
	struct lint_command run; /* what is linted */
	const char *image_path, *policy_path;
	const char **domains; /* paths and patterns, NULL-terminated or NULL */
	const struct xen_image *image;
	const struct registry *registry;
};

struct paths {
	list_of(const char *) list;
};

/* The domains' configurations that the pattern means, or the file. */
static bool add_domains(struct session *session, const char *pattern,
			struct paths *paths)
{
	glob_t found;
	if (glob(pattern, GLOB_ERR | GLOB_NOMAGIC, NULL, &found)) {
		diags_add(&session->diags, MESSAGE_FILE_UNREADABLE,
			  location_file(pattern),
			  "no file has such a name, or a folder cannot be "
			  "read");
		return false;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		*list_push(&paths->list, &session->arena) =
			arena_string(&session->arena, found.gl_pathv[i]);
	globfree(&found);
	return true;
}

static bool find_domains(struct gate *gate)
{
	struct session *session = gate->run.session;
	struct paths paths = {.list = LIST_INIT};
	for (size_t i = 0; gate->domains && gate->domains[i]; i++)
		if (!add_domains(session, gate->domains[i], &paths))
			return false;
	list_push(&paths.list, &session->arena);
	gate->run.domain_paths = paths.list.items;
	return true;
}

/* The release of just that name; NO_INDEX: there is none. */
static unsigned exact_release(const struct registry *registry, const char *name)
{
	const unsigned found = registry_find_release(registry, name);
	return found != NO_INDEX &&
			       strcmp(registry->releases[found].name, name) == 0
		       ? found
		       : NO_INDEX;
}

/*
 * What stands in for a version that the registry does not have: of "4.17.6-pre"
 * what was released before it, of "4.17.6.vendor" that release.
 */
static unsigned nearest_release(const struct gate *gate)
{
	const char *version = gate->image->version;
	size_t length = strspn(version, "0123456789.");
	const bool before = version[length] == '-';
	while (version[length - 1] == '.')
		length--;
	const char *number =
		arena_slice(&gate->run.session->arena, version, length);
	const unsigned exact =
		before ? NO_INDEX : exact_release(gate->registry, number);
	return exact != NO_INDEX
		       ? exact
		       : registry_nearest_release(gate->registry, number);
}

/* --release may say what the image does not, and not that it is another. */
static unsigned given_release(const struct gate *gate)
{
	struct session *session = gate->run.session;
	const char *version = gate->image->version;
	const unsigned given = session_named_release(session, gate->registry,
						     session->release);
	if (given == NO_INDEX || !version)
		return given;
	const unsigned exact = exact_release(gate->registry, version);
	const struct release *release = &gate->registry->releases[given];
	const size_t line = strlen(release->line);
	if (exact == NO_INDEX ? text_starts_with(version, release->line) &&
					strchr(".-", version[line])
			      : exact == given)
		return given;
	diags_add(&session->diags, MESSAGE_IMAGE_DISAGREES,
		  location_file(gate->image_path),
		  "it is %s, and --release says %s", version, release->name);
	return NO_INDEX;
}

static unsigned told_release(const struct gate *gate)
{
	struct session *session = gate->run.session;
	const struct location at = location_file(gate->image_path);
	const char *version = gate->image->version;
	if (!version) {
		diags_add(&session->diags, MESSAGE_IMAGE_INVALID, at,
			  "it does not say which release it is; --release "
			  "does, where that is known");
		return NO_INDEX;
	}
	const unsigned exact = exact_release(gate->registry, version);
	if (exact != NO_INDEX)
		return exact;
	const unsigned nearest = nearest_release(gate);
	if (nearest == NO_INDEX || !session->nearest) {
		diags_add(&session->diags, MESSAGE_UNKNOWN_RELEASE, at,
			  "%s%s%s%s", version,
			  nearest == NO_INDEX ? ""
					      : " (--nearest takes it for ",
			  nearest == NO_INDEX
				  ? ""
				  : gate->registry->releases[nearest].name,
			  nearest == NO_INDEX ? "" : ")");
		return NO_INDEX;
	}
	diags_add(&session->diags, MESSAGE_RELEASE_NEAREST, at,
		  "%s is taken for %s", version,
		  gate->registry->releases[nearest].name);
	return nearest;
}

static bool take_release(struct gate *gate)
{
	struct session *session = gate->run.session;
	gate->registry = session_registry(session);
	if (!gate->registry)
		return false;
	const unsigned release =
		session->release ? given_release(gate) : told_release(gate);
	if (release == NO_INDEX)
		return false;
	session->release = gate->registry->releases[release].name;
	return true;
}

static bool take_build(struct gate *gate)
{
	struct build_options *options = &gate->run.build_options;
	const struct xen_image *image = gate->image;
	if (options->arch && strcmp(options->arch, image->arch) != 0) {
		diags_add(&gate->run.session->diags, MESSAGE_IMAGE_DISAGREES,
			  location_file(gate->image_path),
			  "it is of %s, and --arch says %s", image->arch,
			  options->arch);
		return false;
	}
	options->arch = image->arch;
	options->config = image->config_path;
	options->config_text = image->config;
	return true;
}

/* Xen loads no text; and what is built into it is another policy, or not. */
static bool judge_policy(const struct gate *gate, const struct buffer *content)
{
	struct diags *diags = &gate->run.session->diags;
	const struct location at = location_file(file_shown(gate->policy_path));
	if (policy_magic(content) != POLICY_MAGIC) {
		diags_add(diags, MESSAGE_POLICY_NOT_BINARY, at,
			  "the boot loader gives it to Xen as it is");
		return false;
	}
	if (gate->image->policy &&
	    !image_has_policy(gate->image, content->data, content->length))
		diags_add(diags, MESSAGE_IMAGE_POLICY,
			  location_file(gate->image_path),
			  "it is not looked at, and is not %s", at.file);
	return true;
}

static void take_file(struct gate *gate, const char *path)
{
	struct lint_command *run = &gate->run;
	run->files = arena_alloc(&run->session->arena, 2, sizeof *run->files);
	run->files[0] = path;
}

/* The policy that was built into the image; what follows it there is another
 * thing. */
static bool take_own_policy(struct gate *gate)
{
	struct session *session = gate->run.session;
	const struct xen_image *image = gate->image;
	struct buffer content = BUFFER_INIT;
	struct diags quiet = DIAGS_INIT;
	buffer_add(&content, image->policy,
		   (size_t)(image->bytes + image->length - image->policy));
	const struct policy *whole = source_parse(gate->image_path, &content,
						  &session->arena, &quiet);
	if (whole)
		content.length -= whole->behind;
	gate->run.given = source_parse(gate->image_path, &content,
				       &session->arena, &session->diags);
	diags_release(&quiet);
	buffer_release(&content);
	take_file(gate, gate->image_path);
	return gate->run.given;
}

static bool take_policy(struct gate *gate)
{
	struct session *session = gate->run.session;
	struct buffer content = BUFFER_INIT;
	if (!gate->policy_path && gate->image->policy)
		return take_own_policy(gate);
	if (!gate->policy_path) {
		session_usage(session,
			      "--policy is missing, and %s has no "
			      "policy of its own",
			      gate->image_path);
		return false;
	}
	take_file(gate, gate->policy_path);
	/* What is judged is what is linted: it is read once. */
	if (file_read(gate->policy_path, POLICY_LIMIT, &session->diags,
		      &content) &&
	    judge_policy(gate, &content))
		gate->run.given =
			source_parse(file_shown(gate->policy_path), &content,
				     &session->arena, &session->diags);
	buffer_release(&content);
	return gate->run.given;
}

static bool read_image(struct gate *gate)
{
	struct session *session = gate->run.session;
	gate->image =
		image_read(gate->image_path, gate->run.build_options.config,
			   &session->arena, &session->diags);
	return gate->image;
}

enum exit_status cmd_gate(struct session *session, int argc, const char **argv)
{
	struct gate gate = {.run = {.session = session, .fail_on = "error"}};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"xen", '\0', POPT_ARG_STRING, &gate.image_path, 0,
		 "the image of the hypervisor that will be booted", "FILE"},
		{"policy", '\0', POPT_ARG_STRING, &gate.policy_path, 0,
		 "the binary policy that the boot loader gives to it (default: "
		 "the "
		 "one that was built into it)",
		 "FILE"},
		{"domain", '\0', POPT_ARG_ARGV, &gate.domains, 0,
		 "a domain's configuration for xl, or a pattern of their "
		 "names; and further ones",
		 "FILE"},
		LINT_SHOWN_OPTIONS(gate.run),
		SITE_OPTIONS(gate.run.site_options,
			     "what the site knows: trusted types, roles, "
			     "waivers; each further one adds to it"),
		LINT_BASELINE_OPTIONS(gate.run),
		BUILD_OPTIONS(gate.run.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	if (!gate.image_path)
		return session_usage(session, "--xen is missing");
	if (!find_domains(&gate) || !read_image(&gate) ||
	    !take_release(&gate) || !take_build(&gate) || !take_policy(&gate))
		return EXIT_ERROR;
	return lint_command_run(&gate.run);
}
