#include <string.h>

#include "base/embedded.h"
#include "check/check.h"
#include "compile/template.h"
#include "policy/policy.h"

const struct profile compile_profiles[] = {
	{"default", "profile-default.te",
	 "dom0 trusted; guests, stub device models, driver domains, xenstore"},
	{NULL, NULL, NULL},
};

const struct profile *compile_find_profile(const char *name,
					   struct diags *diags)
{
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		if (strcmp(profile->name, name) == 0)
			return profile;
	diags_add(diags, MESSAGE_PROFILE_UNKNOWN, location_file(NULL), "%s",
		  name);
	return NULL;
}

/* The policy version to compile to; 0 with a message: Xen takes it not. */
static unsigned choose_version(const struct compilation *compilation,
			       struct arena *arena, struct diags *diags)
{
	const struct release *release =
		&compilation->registry->releases[compilation->release];
	unsigned newest = 0;
	const char *known = "";
	for (size_t i = 0;
	     i < POLICY_VERSION_LIMIT && release->policy_versions[i]; i++) {
		if (release->policy_versions[i] == compilation->version)
			return compilation->version;
		if (release->policy_versions[i] > newest)
			newest = release->policy_versions[i];
		known = arena_format(arena, "%s%s%u", known, i ? " and " : "",
				     release->policy_versions[i]);
	}
	if (!compilation->version)
		return newest;
	diags_add(diags, MESSAGE_POLICY_VERSION_REFUSED, location_file(NULL),
		  "%u: Xen %s loads %s", compilation->version, release->name,
		  known);
	return 0;
}

static bool check_accepted(const struct compilation *compilation,
			   struct diags *diags)
{
	const char *const *accepted = compilation->accepted;
	for (size_t i = 0; accepted && accepted[i]; i++) {
		const struct op *op =
			registry_find_op(compilation->registry, accepted[i]);
		if (op && release_set_has(&op->in, compilation->release))
			continue;
		diags_add(diags, MESSAGE_UNKNOWN_OP, location_file(NULL),
			  "--accept %s: Xen %s has no such op", accepted[i],
			  compilation->registry->releases[compilation->release]
				  .name);
		return false;
	}
	return true;
}

static bool is_accepted(const struct compilation *compilation,
			const struct finding *finding)
{
	const char *const *accepted = compilation->accepted;
	for (size_t i = 0; accepted && accepted[i]; i++)
		if (registry_find_op(compilation->registry, accepted[i]) ==
		    finding->op)
			return true;
	return false;
}

static bool is_among(const struct release_choice *choice, unsigned release)
{
	for (size_t i = 0; i < choice->candidate_count; i++)
		if (choice->candidates[i] == release)
			return true;
	return false;
}

/* What the linter finds that was neither meant nor accepted. */
static bool prove_lint(const struct compilation *compilation,
		       const struct policy *policy,
		       const struct release_choice *choice, struct arena *arena,
		       struct diags *diags)
{
	const struct lint_request request = {.registry = compilation->registry,
					     .policy = policy,
					     .release = choice};
	const struct lint *lint = check_lint(&request, arena, diags);
	if (!lint)
		return false;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding *finding = &lint->findings[i];
		/* What a role alone makes a note must be accepted all the same.
		 */
		if (finding->rule->level == LEVEL_NOTE ||
		    (finding->level == LEVEL_NOTE && !finding->role) ||
		    is_accepted(compilation, finding))
			continue;
		struct finding_details details;
		lint_details(lint, finding, arena, &details);
		diags_add(diags,
			  compilation->accepted ? MESSAGE_ACCEPTED_OPENS_MORE
						: MESSAGE_PROOF_FAILED,
			  location_file(compilation->profile->template), "%s",
			  details.message);
		return false;
	}
	return true;
}

static bool prove(const struct compilation *compilation,
		  const struct buffer *binary, struct arena *arena,
		  struct diags *diags)
{
	const char *path = compilation->profile->template;
	struct release_choice choice;
	const struct policy *policy = policy_parse(path, binary, arena, diags);
	if (!policy || !check_release(compilation->registry, policy, "auto",
				      arena, diags, &choice))
		return false;
	if (!is_among(&choice, compilation->release)) {
		diags_add(diags, MESSAGE_PROOF_FAILED, location_file(path),
			  "it does not fit its release");
		return false;
	}
	choice.used = compilation->release;
	return prove_lint(compilation, policy, &choice, arena, diags);
}

static void add_heading(const struct compilation *compilation, unsigned version,
			struct buffer *conf)
{
	buffer_format(
		conf,
		"# FLASK policy for Xen %s, profile %s, policy version %u.\n"
		"# Written by xsmc; compile with checkpolicy -t Xen -c %u.\n\n",
		compilation->registry->releases[compilation->release].name,
		compilation->profile->name, version, version);
}

bool compile_policy(const struct compilation *compilation, struct diags *diags,
		    struct buffer *conf, struct buffer *binary)
{
	struct arena arena = ARENA_INIT;
	struct buffer text = BUFFER_INIT, compiled = BUFFER_INIT;
	const char *path = compilation->profile->template;
	bool done = false;
	unsigned version = choose_version(compilation, &arena, diags);
	if (!version || !check_accepted(compilation, diags))
		goto out;
	add_heading(compilation, version, &text);
	template_add_vectors(compilation, &arena, &text);
	template_expand(compilation, embedded_find(path, NULL), &arena, &text);
	if (!policy_compile(path, &text, version, diags, &compiled) ||
	    !prove(compilation, &compiled, &arena, diags))
		goto out;
	buffer_add(conf, buffer_string(&text), text.length);
	buffer_add(binary, buffer_string(&compiled), compiled.length);
	done = true;
out:
	buffer_release(&compiled);
	buffer_release(&text);
	arena_release(&arena);
	return done;
}
