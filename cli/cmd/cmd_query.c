#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cmd/cmd_all.h"

/* What the ops that are shown must have; NULL: anything. */
struct query {
	const struct registry *registry;
	const char **patterns; /* any of them; none: all ops */
	const char *permission, *hypercall, *status, *basis;
	unsigned release;
	bool any_release; /* of which the op has the newest shown */
};

static bool matches_number(const struct query *query, const struct op *op,
			   unsigned release, const char *pattern)
{
	const char *colon = strchr(pattern, ':');
	const char *name = query->registry->hypercalls[op->hypercall].name;
	char *end;
	if (!colon || strlen(name) != (size_t)(colon - pattern) ||
	    strncmp(name, pattern, strlen(name)) != 0 || op->parent != NO_INDEX)
		return false;
	unsigned long number = strtoul(colon + 1, &end, 0);
	return *end == '\0' && end != colon + 1 &&
	       number == registry_op_number(query->registry, op, release);
}

static bool matches_pattern(const struct query *query, const struct op *op,
			    unsigned release)
{
	if (!query->patterns[0])
		return true;
	for (size_t i = 0; query->patterns[i]; i++) {
		const char *pattern = query->patterns[i];
		if (strchr(pattern, ':')
			    ? matches_number(query, op, release, pattern)
			    : fnmatch(pattern, op->name, 0) == 0 ||
				      fnmatch(pattern, op_macro(op), 0) == 0)
			return true;
	}
	return false;
}

static bool matches_permission(const struct query *query, const struct op *op,
			       unsigned release, struct arena *arena)
{
	struct op_accesses accesses;
	if (!query->permission)
		return true;
	registry_op_accesses(query->registry, op, release, arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		if (!access->object_class)
			continue;
		const char *full =
			arena_format(arena, "%s:%s", access->object_class,
				     access->permission);
		if (fnmatch(query->permission, full, 0) == 0 ||
		    fnmatch(query->permission, access->permission, 0) == 0)
			return true;
	}
	return false;
}

static bool matches_word(const char *pattern, const char *word)
{
	return !pattern || fnmatch(pattern, word, 0) == 0;
}

static bool matches(const struct query *query, const struct op *op,
		    unsigned release, struct arena *arena)
{
	struct op_status status =
		registry_op_status(query->registry, op, release);
	return matches_word(query->hypercall,
			    query->registry->hypercalls[op->hypercall].name) &&
	       matches_word(query->status, status_name(status.status)) &&
	       matches_word(query->basis, basis_name(status.basis)) &&
	       matches_pattern(query, op, release) &&
	       matches_permission(query, op, release, arena);
}

/* The newest release that has the op, up to the query's. */
static unsigned newest_with(const struct query *query, const struct op *op)
{
	unsigned release = query->release;
	if (!query->any_release)
		return release_set_has(&op->in, release) ? release : NO_INDEX;
	while (release != NO_INDEX && !release_set_has(&op->in, release))
		release--;
	return release;
}

/* The op that can be found whose name is nearest to the pattern, or NULL. */
static const struct op *nearest(const struct query *query, const char *pattern)
{
	const struct registry *registry = query->registry;
	const struct op *best = NULL;
	unsigned least = (unsigned)strlen(pattern) / 3 + 1;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		unsigned distance = text_distance(pattern, op_macro(op));
		if (distance < least && newest_with(query, op) != NO_INDEX) {
			least = distance;
			best = op;
		}
	}
	return best;
}

/* What to say behind "no op matches", for the first pattern. */
static const char *hint(const struct query *query, struct arena *arena)
{
	const struct registry *registry = query->registry;
	const char *pattern = query->patterns[0];
	if (!pattern)
		return "";
	const struct op *op = registry_find_op(registry, pattern);
	if (op)
		return arena_format(
			arena, "; %s is in %s", op->name,
			registry_releases_shown(registry, &op->in, arena));
	op = nearest(query, pattern);
	return op ? arena_format(arena, "; do you mean %s?", op->name) : "";
}

static enum exit_status show(struct session *session, const struct query *query,
			     const char *format)
{
	list_of(struct op_report) reports = LIST_INIT;
	const struct registry *registry = query->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		unsigned release = newest_with(query, op);
		if (release != NO_INDEX &&
		    matches(query, op, release, &session->arena))
			*list_push(&reports, &session->arena) =
				(struct op_report){registry, op, release};
	}
	const struct style style = session_style(session);
	if (reports.count || strcmp(format, "text") != 0)
		report_ops(reports.items, reports.count, format, &style,
			   &session->out);
	if (reports.count)
		return EXIT_DONE;
	diags_add(&session->diags, MESSAGE_NOTHING_FOUND, location_file(NULL),
		  "no op matches in %s%s",
		  query->any_release ? "any release"
				     : registry->releases[query->release].name,
		  hint(query, &session->arena));
	return EXIT_FINDINGS;
}

enum exit_status cmd_query(struct session *session, int argc, const char **argv)
{
	struct query query = {NULL, NULL, NULL, NULL, NULL, NULL, 0, false};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"permission", 'p', POPT_ARG_STRING, &query.permission, 0,
		 "ops that are asked this", "CLASS:PERMISSION"},
		{"hypercall", '\0', POPT_ARG_STRING, &query.hypercall, 0,
		 "ops of this hypercall", "NAME"},
		{"status", '\0', POPT_ARG_STRING, &query.status, 0,
		 "covered or safe", "STATUS"},
		{"basis", '\0', POPT_ARG_STRING, &query.basis, 0,
		 "listed, not-excepted, all, audited, excepted or unlisted",
		 "BASIS"},
		NEAREST_OPTION(session),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	query.patterns = session_arguments(session, options, argc, argv, 0, -1);
	if (!query.patterns)
		return EXIT_ERROR;
	const char *format = session_format(session, report_op_formats);
	query.registry = format ? session_registry(session) : NULL;
	if (!query.registry)
		return EXIT_ERROR;
	query.any_release = !session->release && query.patterns[0];
	query.release =
		session_nearest_release(session, query.registry, "latest");
	if (query.release == NO_INDEX)
		return session->diags.errors ? EXIT_ERROR : EXIT_FINDINGS;
	return show(session, &query, format);
}
