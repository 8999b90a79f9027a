/*
 * What a release's own loader refuses, or loads but reads over: beside the
 * classes and permissions, which rule_drift_vector.c compares, and what is
 * damaged for all of them, which the readers of policy/ refuse.
 */
#include <string.h>

#include "rule/rule_table.h"
#include "rule/rule.h"
#include "run/run.h"

/* FLASK_LOAD takes no more (flask_op.c); what a boot loader hands on may be. */
enum { LOADED_AT_MOST = 64 * 1024 * 1024 };

/* A policy before a release. */
struct loading {
	const struct release *release;
	const struct policy *policy;
	unsigned version; /* that is loaded: of a text, the newest taken */
	struct arena *arena;
};

/* --- Reasons ------------------------------------------------------------- */

/* More words on the reason, or ""; NULL: there is none. */
typedef const char *reason_function(const struct loading *candidate);

static bool is_taken(const struct loading *candidate)
{
	const struct release *release = candidate->release;
	if (!candidate->policy->target_xen)
		return candidate->version >= release->linux_versions[0] &&
		       candidate->version <= release->linux_versions[1];
	return release_takes_version(release, candidate->version);
}

static const char *find_version(const struct loading *candidate)
{
	if (!candidate->policy->target_xen || is_taken(candidate))
		return NULL;
	return arena_format(candidate->arena, "version %u, not one of %s",
			    candidate->version,
			    release_versions_shown(candidate->release, ", ",
						   candidate->arena));
}

static const char *find_linux_version(const struct loading *candidate)
{
	const unsigned *taken = candidate->release->linux_versions;
	if (candidate->policy->target_xen || is_taken(candidate))
		return NULL;
	return taken[1] ? arena_format(candidate->arena,
				       "version %u, not one of %u to %u",
				       candidate->version, taken[0], taken[1])
			: arena_format(candidate->arena,
				       "version %u, and none is",
				       candidate->version);
}

static const char *find_old_target(const struct loading *candidate)
{
	return candidate->policy->target_xen || !is_taken(candidate) ? NULL
								     : "";
}

static const char *find_size(const struct loading *candidate)
{
	return candidate->policy->size > LOADED_AT_MOST
		       ? arena_format(candidate->arena, "%zu bytes",
				      candidate->policy->size)
		       : NULL;
}

/*
 * In the order of what is read.  Each is a part that the policy has, in what
 * is loaded as that version or a later one; or a function finds it.
 */
static const struct reason {
	const char *name;
	const char *code;
	unsigned lower; /* levels below that of the rule */
	reason_function *find;
	enum policy_part part;
	unsigned since;
	const char *text;
} reasons[] = {
	{"version", "XSM307", 0, find_version, PART_KINDS, 0,
	 "it is of another version"},
	{"linux-version", "XSM307", 0, find_linux_version, PART_KINDS, 0,
	 "it was compiled without -t Xen, in a version in which no such policy "
	 "is loaded"},
	{"tables", "XSM307", 0, NULL, PART_TABLES, 0,
	 "it was compiled without -t Xen, and has other tables than such a "
	 "policy must have in this version"},
	{"commons", "XSM307", 0, NULL, PART_COMMONS, 0,
	 "a class inherits permissions of a common"},
	{"name-transitions", "XSM307", 0, NULL, PART_NAME_TRANSITIONS, 25,
	 "it has type transitions with a name"},
	{"linux-objects", "XSM307", 0, NULL, PART_LINUX_OBJECTS, 0,
	 "it has contexts of objects of Linux: ports, nodes, interfaces"},
	{"file-systems", "XSM307", 0, NULL, PART_FILE_SYSTEMS, 0,
	 "it has contexts of files"},
	{"levels", "XSM307", 0, NULL, PART_LEVELS, 0,
	 "a range of levels is not valid, or not one of its user's"},
	{"user-bounds", "XSM307", 0, NULL, PART_USER_BOUNDS, 24,
	 "a user has roles that what it is bounded by has not"},
	{"role-bounds", "XSM307", 0, NULL, PART_ROLE_BOUNDS, 24,
	 "a role has types that what it is bounded by has not"},
	{"old-target", "XSM308", 0, find_old_target, PART_KINDS, 0,
	 "as a policy of its former target, in which no hardware has a label "
	 "of its own: it was compiled without -t Xen"},
	{"size", "XSM308", 0, find_size, PART_KINDS, 0,
	 "from the boot loader alone: FLASK_LOAD refuses more than 64 MiB"},
	{"trailer", "XSM308", 0, NULL, PART_TRAILER, 0,
	 "what stands behind its end is not read"},
	{"class-roles", "XSM308", 1, NULL, PART_CLASS_ROLES, 0,
	 "role transitions of other classes are taken for those of domain"},
	{"defaults", "XSM308", 1, NULL, PART_DEFAULTS, 0,
	 "default_user, default_role, default_type and default_range do "
	 "nothing"},
	{"capabilities", "XSM308", 1, NULL, PART_CAPABILITIES, 0,
	 "policy capabilities do nothing"},
};

enum { REASON_COUNT = sizeof reasons / sizeof *reasons };

static bool is_refusal(const struct reason *reason)
{
	return strcmp(reason->code, "XSM307") == 0;
}

static struct loading candidate_of(const struct registry *registry,
				   const struct policy *policy,
				   unsigned release, struct arena *arena)
{
	const struct release *of = &registry->releases[release];
	return (struct loading){
		.release = of,
		.policy = policy,
		.version = policy->kind == POLICY_BINARY
				   ? policy->version
				   : release_newest_version(of),
		.arena = arena,
	};
}

/* The reason in words, in the arena; NULL: it does not hold. */
static const char *ask(const struct reason *reason,
		       const struct loading *candidate)
{
	const char *more;
	if (reason->find) {
		more = reason->find(candidate);
	} else {
		const struct policy_part_found *found =
			&candidate->policy->parts[reason->part];
		if (!found->count || candidate->version < reason->since)
			return NULL;
		more = found->first ? found->first : "";
	}
	return more ? arena_format(candidate->arena, "%s%s%s%s", reason->text,
				   *more ? " (" : "", more, *more ? ")" : "")
		    : NULL;
}

unsigned loader_refusals(const struct registry *registry,
			 const struct policy *policy, unsigned release,
			 struct arena *arena)
{
	const struct loading candidate =
		candidate_of(registry, policy, release, arena);
	unsigned count = 0;
	for (size_t i = 0; i < REASON_COUNT; i++)
		count +=
			is_refusal(&reasons[i]) && ask(&reasons[i], &candidate);
	return count;
}

/* --- Findings ------------------------------------------------------------ */

/* Which releases load it, of those that its classes fit; or that none does. */
static const char *loaders(const struct run *run)
{
	const struct release_choice *choice = run->request.release;
	struct release_set set = {{0}};
	if (!choice->candidate_count)
		return "; of the releases that its classes fit, none loads it";
	for (size_t i = 0; i < choice->candidate_count; i++)
		release_set_add(&set, choice->candidates[i]);
	return arena_format(
		run->arena, "; it is loaded by %s",
		registry_releases_shown(run->registry, &set, run->arena));
}

static void add(struct run *run, const struct reason *reason, const char *words)
{
	const char *name = run->registry->releases[run->release].name;
	bool refused = is_refusal(reason);
	const struct draft draft = {
		.code = reason->code,
		.lower = reason->lower,
		.subject = NO_TYPE,
		.fact = reason->name,
		.message =
			arena_format(run->arena,
				     refused ? "Xen %s refuses it: %s%s"
					     : "Xen %s loads it, but %s%s",
				     name, words, refused ? loaders(run) : ""),
		.default_state = true,
	};
	run_add_finding(run, &draft);
}

static void finish(struct run *run, void *state)
{
	const struct loading candidate = candidate_of(
		run->registry, run->policy, run->release, run->arena);
	bool refused = false;
	(void)state;
	for (size_t i = 0; i < REASON_COUNT; i++) {
		const char *words = ask(&reasons[i], &candidate);
		if (!words || (refused && !is_refusal(&reasons[i])))
			continue;
		refused |= is_refusal(&reasons[i]);
		add(run, &reasons[i], words);
	}
}

static const struct rule rules[] = {
	{.code = "XSM307",
	 .name = "refused-by-loader",
	 .level = LEVEL_ERROR,
	 .title = "the release refuses to load the policy",
	 .explanation =
		 "The classes and permissions of the policy may fit, but "
		 "something else in it makes the hypervisor of the release "
		 "refuse it. A Xen that is booted with such a policy stops, or "
		 "runs without access control; FLASK_LOAD of it fails. Compile "
		 "it with checkpolicy -t Xen and a version that the release "
		 "loads (policy_versions, in xsmc registry export --table "
		 "releases), and without what the message names. Of a text or "
		 "a "
		 "source tree it is judged what comes of it in the newest of "
		 "these versions.",
	 .bad = "# policy for Xen 4.17.7\n"
		"type log_t;\n"
		"type_transition dom0_t domU_t:domain log_t \"log\";\n",
	 .good = "# policy for Xen 4.17.7\n"
		 "type log_t;\n"
		 "type_transition dom0_t domU_t:domain log_t;\n",
	 .accept = "Never, for a policy that is to be loaded by this release."},
	{.code = "XSM308",
	 .name = "loaded-in-part",
	 .level = LEVEL_WARNING,
	 .title = "the release loads the policy, but not all of it",
	 .explanation =
		 "The hypervisor takes the policy, but a part of it has no "
		 "effect, or another one than it says. It is a note where the "
		 "part says nothing on who may do what. Take the part away, or "
		 "say it in another way.",
	 .bad = "role auditor_r;\n"
		"role_transition system_r domU_t:xen auditor_r;\n",
	 .good = "role auditor_r;\n"
		 "role_transition system_r domU_t:domain auditor_r;\n",
	 .accept = "When nothing depends on the part."},
};

const struct rule_set rule_loader = {
	.name = "loader",
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
