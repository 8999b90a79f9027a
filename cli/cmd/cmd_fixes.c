/* `xsmc fixes`: public fixes of ops, and which a release lacks. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd_build_options.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_fixes_policy.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_names.h"

USES_MESSAGE(NOTHING_FOUND);

/* Which fixes are meant; of each list any, if it has one. */
struct fix_search {
	struct session *session;
	const struct registry *registry;
	const char **patterns, **hypercalls, **kinds; /* NULL-terminated */
	int certain; /* none that is in doubt */
	struct host_build build;
	struct fixes_policy policy; /* path NULL: none */
	unsigned release;	    /* that lacks them, or NO_INDEX */
	unsigned until;		    /* that has them, or NO_INDEX */
	bool *meant;		    /* by op: a pattern means it */
};

static bool is_among(const char *const *words, const char *name)
{
	if (!words || !*words)
		return true;
	for (; *words; words++)
		if (fnmatch(*words, name, 0) == 0)
			return true;
	return false;
}

/* --- Ops -------------------------------------------------------------- */

/* Whether it is in a release that is asked about. */
static bool is_here(const struct fix_search *search, const struct op *op)
{
	return search->release == NO_INDEX ||
	       release_set_has(&op->in, search->release) ||
	       (search->until != NO_INDEX &&
		release_set_has(&op->in, search->until));
}

static void complain(const struct fix_search *search, const char *pattern)
{
	const struct registry *registry = search->registry;
	struct session *session = search->session;
	const char *where = search->release == NO_INDEX
				    ? "any release"
				    : registry->releases[search->release].name;
	diags_add(&session->diags, MESSAGE_NOTHING_FOUND, location_file(NULL),
		  "no op matches %s in %s%s", pattern, where,
		  registry_op_hint(registry, search->release, pattern,
				   &session->arena));
}

/* Marks the ops that are meant, if any is; false: some pattern means none. */
static bool mark_ops(struct fix_search *search, bool *any)
{
	const struct registry *registry = search->registry;
	bool all = true;
	*any = !search->patterns[0];
	search->meant = arena_alloc(&search->session->arena,
				    registry->op_count + 1, sizeof(bool));
	for (size_t i = 0; search->patterns[i]; i++) {
		bool used = false;
		for (unsigned j = 0; j < registry->op_count; j++)
			if (is_here(search, &registry->ops[j]) &&
			    names_op(registry, &registry->ops[j],
				     search->release, search->patterns[i]))
				used = search->meant[j] = true;
		if (!used)
			complain(search, search->patterns[i]);
		all &= used;
		*any |= used;
	}
	return all;
}

static bool has_meant_parent(const struct fix_search *search, unsigned op)
{
	while (op != NO_INDEX && !search->meant[op])
		op = search->registry->ops[op].parent;
	return op != NO_INDEX;
}

static bool has_meant_part(const struct fix_search *search, unsigned op)
{
	const struct op *ops = search->registry->ops;
	for (unsigned i = 0; i < search->registry->op_count; i++)
		for (unsigned up = i; search->meant[i] && up != NO_INDEX;
		     up = ops[up].parent)
			if (up == op)
				return true;
	return false;
}

/* Whether the op is meant, or is part of one that is, or has such a part. */
static bool is_meant(const struct fix_search *search, unsigned op)
{
	const struct registry *registry = search->registry;
	const struct hypercall *hypercall =
		&registry->hypercalls[registry->ops[op].hypercall];
	if (!is_among(search->hypercalls, hypercall->name))
		return false;
	return !search->patterns[0] || has_meant_parent(search, op) ||
	       has_meant_part(search, op);
}

/* --- Fixes ------------------------------------------------------------ */

/* What the fix is to the release that is asked about, as for this op. */
static enum fix_state state_of(const struct fix_search *search,
			       const struct fix *fix, const struct op *op)
{
	if (search->release == NO_INDEX)
		return FIX_PRESENT;
	if (search->until != NO_INDEX &&
	    registry_fix_state(fix, op, search->until) != FIX_PRESENT)
		return FIX_NOT_NEEDED;
	enum fix_state state = registry_fix_state(fix, op, search->release);
	return state == FIX_PRESENT ? FIX_NOT_NEEDED : state;
}

/* No policy keeps anyone from some flaws, whoever may perform the op. */
static bool is_open(const struct fix_search *search, const struct fix *fix,
		    unsigned op)
{
	return !search->policy.path || search->policy.delegated[op] ||
	       fix->any_policy;
}

/* A row of the ops of which the fix is that to the release. */
static bool take(const struct fix_search *search, const struct fix *fix,
		 enum fix_state state, struct fix_report *row)
{
	const struct registry *registry = search->registry;
	if (!is_among(search->kinds, ref_text(fix->kind)) ||
	    (search->certain && fix->doubtful) ||
	    !registry_fix_built(fix, &search->build) ||
	    /* The caller of an op is not the guest that it is applied to. */
	    (search->policy.path && fix->by_guest))
		return false;
	row->fix = fix;
	row->state = state;
	row->ops = arena_alloc(&search->session->arena, fix->ops.count,
			       sizeof *row->ops);
	for (unsigned i = 0; i < fix->ops.count; i++) {
		unsigned op = registry->fix_ops[fix->ops.first + i].op;
		if (state_of(search, fix, &registry->ops[op]) == state &&
		    is_meant(search, op) && is_open(search, fix, op))
			row->ops[row->op_count++] = &registry->ops[op];
	}
	return row->op_count;
}

/* Newest first; of one day, by commit. */
static int compare_rows(const void *a, const void *b)
{
	const struct fix *first = ((const struct fix_report *)a)->fix;
	const struct fix *second = ((const struct fix_report *)b)->fix;
	int order = strcmp(ref_text(second->date), ref_text(first->date));
	if (!order)
		order = strcmp(ref_text(first->commit),
			       ref_text(second->commit));
	return order ? order
		     : (int)((const struct fix_report *)a)->state -
			       (int)((const struct fix_report *)b)->state;
}

static void show(const struct fix_search *search, const char *format,
		 bool commits)
{
	struct session *session = search->session;
	const struct registry *registry = search->registry;
	const struct style style = session_style(session);
	list_of(struct fix_report) rows = LIST_INIT;
	static const enum fix_state states[] = {FIX_PRESENT, FIX_LACKED,
						FIX_MAYBE_LACKED};
	for (unsigned i = 0; i < registry->fix_count; i++)
		for (size_t j = 0; j < sizeof states / sizeof *states; j++) {
			struct fix_report row = {0};
			if (take(search, &registry->fixes[i], states[j], &row))
				*list_push(&rows, &session->arena) = row;
		}
	if (rows.count)
		qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
	const struct fix_list list = {registry, rows.items, rows.count,
				      search->release, search->until};
	if (commits)
		report_fix_commits(&list, &session->out);
	else
		report_fixes(&list, format, &style, &session->out);
}

/* --- The command ------------------------------------------------------ */

/* Which release lacks them, and which one has them. */
static bool find_releases(struct fix_search *search, const char *since)
{
	struct session *session = search->session;
	const bool judged = search->policy.path;
	search->release = search->until = NO_INDEX;
	if (!since && !session->release && !judged)
		return true;
	unsigned named =
		judged ? search->policy.release
		       : session_release(session, search->registry, "latest");
	if (named == NO_INDEX)
		return false;
	search->release = named;
	if (!since)
		return true;
	search->until = named;
	search->release =
		session_named_release(session, search->registry, since);
	return search->release != NO_INDEX;
}

/* The names that the arguments give are held against the registry. */
static bool all_known(const struct fix_search *search)
{
	struct session *session = search->session;
	const struct registry *registry = search->registry;
	return names_known(session, registry, NAME_FIX_KIND, search->kinds) &&
	       names_known(session, registry, NAME_HYPERCALL,
			   search->hypercalls) &&
	       names_hypercalls_known(session, registry, search->patterns);
}

static enum exit_status answer(struct fix_search *search,
			       const struct build_options *build,
			       const char *since, bool commits)
{
	struct session *session = search->session;
	const struct site *site;
	const char *const policies[] = {search->policy.path, NULL};
	const char *format = session_format(session);
	if (!format ||
	    !site_options_read(session, &search->policy.sites, policies,
			       &site) ||
	    !build_options_read(session, build, site, &search->build))
		return EXIT_ERROR;
	search->registry = session_registry(session);
	if (!search->registry ||
	    (search->policy.path &&
	     !fixes_policy_judge(session, search->registry, site,
				 &search->policy)) ||
	    !all_known(search) || !find_releases(search, since))
		return EXIT_ERROR;
	bool any, all = mark_ops(search, &any);
	/* Of no op there is nothing to say in words. */
	if (any || strcmp(format, "text") != 0)
		show(search, format, commits);
	return all && !search->policy.partial ? EXIT_DONE : EXIT_FINDINGS;
}

enum exit_status cmd_fixes(struct session *session, int argc, const char **argv)
{
	struct fix_search search = {.session = session};
	const char *since = NULL;
	struct build_options build = {.arch = NULL};
	int commits = 0;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"since", '\0', POPT_ARG_STRING, &since, 0,
		 "those that this release lacks, and that of --release has",
		 "RELEASE"},
		{"kind", '\0', POPT_ARG_ARGV, &search.kinds, 0,
		 "those of this kind; of several, any", "KIND"},
		{"hypercall", '\0', POPT_ARG_ARGV, &search.hypercalls, 0,
		 "those of ops of this hypercall; of several, any",
		 "HYPERCALL"},
		{"certain", '\0', POPT_ARG_NONE, &search.certain, 0,
		 "none that is in doubt", NULL},
		{"policy", '\0', POPT_ARG_STRING, &search.policy.path, 0,
		 "those of ops that it delegates to types that are not fully "
		 "trusted, which its release lacks",
		 "POLICY"},
		SITE_OPTIONS(
			search.policy.sites,
			"what the site knows of the policy: trusted types"),
		BUILD_OPTIONS(build),
		{"commits", '\0', POPT_ARG_NONE, &commits, 0,
		 "commit ids alone, oldest first", NULL},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	search.patterns =
		session_arguments(session, options, argc, argv, 0, -1);
	if (!search.patterns)
		return EXIT_ERROR;
	if (commits && session->format)
		return session_usage(session,
				     "--commits has a format of its own");
	if ((search.policy.sites.paths || search.policy.sites.off) &&
	    !search.policy.path)
		return session_usage(session,
				     "--site and --no-site are for --policy");
	search.policy.build = &search.build;
	return answer(&search, &build, since, commits);
}
