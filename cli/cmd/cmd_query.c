/* xsmc query: ops by what they are, ask or give. */
#include <fnmatch.h>
#include <string.h>

#include "cmd/cmd_table.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_query_word.h"

USES_MESSAGE(NOTHING_FOUND);

/* What the ops that are shown must have; of each list any, if it has one. */
struct op_query {
	struct session *session;
	const struct registry *registry;
	const char **patterns, **permissions, **hypercalls, **statuses,
		**bases;	  /* each NULL-terminated; NULL: none */
	struct query_word *words; /* of each pattern */
	unsigned release;
	bool any_release; /* of which the op has the newest shown */
};

static const struct query_word *word_of(const struct op_query *query,
					const char *pattern)
{
	size_t i = 0;
	while (query->patterns[i] != pattern)
		i++;
	return &query->words[i];
}

static bool matches_pattern(const struct op_query *query, const struct op *op,
			    unsigned release, const char *pattern)
{
	const struct query_word *word = word_of(query, pattern);
	return word->meant ? word->meant[op - query->registry->ops]
			   : names_op(query->registry, op, release, pattern);
}

static bool is_asked(const struct op_query *query, const struct op *op,
		     unsigned release, const char *pattern)
{
	struct arena *arena = &query->session->arena;
	struct op_accesses accesses;
	registry_op_accesses(query->registry, op, release, arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++)
		if (names_permission(pattern, accesses.list.items[i], arena))
			return true;
	return false;
}

static bool has_hypercall(const struct op_query *query, const struct op *op,
			  unsigned release, const char *pattern)
{
	(void)release;
	return names_hypercall(pattern,
			       query->registry->hypercalls[op->hypercall].name);
}

static bool has_status(const struct op_query *query, const struct op *op,
		       unsigned release, const char *pattern)
{
	struct op_status status =
		registry_op_status(query->registry, op, release);
	return fnmatch(pattern, status_name(status.status), 0) == 0;
}

static bool has_basis(const struct op_query *query, const struct op *op,
		      unsigned release, const char *pattern)
{
	struct op_status status =
		registry_op_status(query->registry, op, release);
	return fnmatch(pattern, basis_name(status.basis), 0) == 0;
}

/* A list of the query, and whether an op is meant by one of its words. */
struct filter {
	const char **words;
	bool (*matches)(const struct op_query *query, const struct op *op,
			unsigned release, const char *word);
	bool *used; /* by word: some op that is shown is meant by it */
};

enum { FILTERS = 5 };

static bool passes(const struct op_query *query, const struct filter *filter,
		   const struct op *op, unsigned release)
{
	if (!filter->words || !filter->words[0])
		return true;
	for (size_t i = 0; filter->words[i]; i++)
		if (filter->matches(query, op, release, filter->words[i]))
			return true;
	return false;
}

static bool matches(const struct op_query *query,
		    const struct filter filters[FILTERS], const struct op *op,
		    unsigned release)
{
	for (size_t i = 0; i < FILTERS; i++)
		if (!passes(query, &filters[i], op, release))
			return false;
	for (size_t i = 0; i < FILTERS; i++)
		for (size_t j = 0; filters[i].words && filters[i].words[j]; j++)
			filters[i].used[j] |= filters[i].matches(
				query, op, release, filters[i].words[j]);
	return true;
}

/* The newest release that has the op, up to the query's. */
static unsigned newest_with(const struct op_query *query, const struct op *op)
{
	unsigned release = query->release;
	if (!query->any_release)
		return release_set_has(&op->in, release) ? release : NO_INDEX;
	while (release != NO_INDEX && !release_set_has(&op->in, release))
		release--;
	return release;
}

static bool knows_words(const struct op_query *query)
{
	const struct {
		enum name_kind kind;
		const char **words;
	} lists[] = {{NAME_PERMISSION, query->permissions},
		     {NAME_HYPERCALL, query->hypercalls},
		     {NAME_STATUS, query->statuses},
		     {NAME_BASIS, query->bases}};
	bool good = names_hypercalls_known(
		query->session, query->registry,
		query_numbered(query->session, query->patterns, query->words));
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		good &= names_known(query->session, query->registry,
				    lists[i].kind, lists[i].words);
	return good;
}

/* --- What is shown ---------------------------------------------------- */

/* Names the words that no op is meant by; false: there are some. */
static bool all_used(const struct op_query *query,
		     const struct filter filters[FILTERS])
{
	const char *where =
		query->any_release
			? "any release"
			: query->registry->releases[query->release].name;
	bool all = true;
	unsigned kinds = 0;
	for (size_t i = 0; i < FILTERS; i++)
		kinds += filters[i].words && filters[i].words[0];
	for (size_t i = 0; i < FILTERS; i++)
		for (size_t j = 0; filters[i].words && filters[i].words[j];
		     j++) {
			const char *word = filters[i].words[j];
			if (filters[i].used[j])
				continue;
			diags_add(
				&query->session->diags, MESSAGE_NOTHING_FOUND,
				location_file(NULL),
				"no op matches %s%s in %s%s", word,
				kinds > 1 ? " and what else is asked for" : "",
				where,
				i ? ""
				  : query_hint(query->session, query->registry,
					       query->any_release
						       ? NO_INDEX
						       : query->release,
					       word_of(query, word)));
			all = false;
		}
	return all;
}

static enum exit_status show(const struct op_query *query, const char *format)
{
	struct session *session = query->session;
	const struct registry *registry = query->registry;
	struct filter filters[FILTERS] = {
		{query->patterns, matches_pattern, NULL},
		{query->permissions, is_asked, NULL},
		{query->hypercalls, has_hypercall, NULL},
		{query->statuses, has_status, NULL},
		{query->bases, has_basis, NULL},
	};
	list_of(struct op_report) reports = LIST_INIT;
	for (size_t i = 0; i < FILTERS; i++) {
		size_t count = 0;
		while (filters[i].words && filters[i].words[count])
			count++;
		filters[i].used =
			arena_alloc(&session->arena, count + 1, sizeof(bool));
	}
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		unsigned release = newest_with(query, op);
		if (release != NO_INDEX && matches(query, filters, op, release))
			*list_push(&reports, &session->arena) =
				(struct op_report){registry, op, release};
	}
	const struct style style = session_style(session);
	if (reports.count || strcmp(format, "text") != 0)
		report_ops(reports.items, reports.count, format, &style,
			   &session->out);
	return all_used(query, filters) ? EXIT_DONE : EXIT_FINDINGS;
}

enum exit_status cmd_query(struct session *session, int argc, const char **argv)
{
	struct op_query query = {.session = session};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"permission", 'p', POPT_ARG_ARGV, &query.permissions, 0,
		 "ops that are asked this; of several, any",
		 "CLASS:PERMISSION"},
		{"hypercall", '\0', POPT_ARG_ARGV, &query.hypercalls, 0,
		 "ops of this hypercall; of several, any", "HYPERCALL"},
		{"status", '\0', POPT_ARG_ARGV, &query.statuses, 0,
		 "ops of this status", "STATUS"},
		{"basis", '\0', POPT_ARG_ARGV, &query.bases, 0,
		 "ops whose status has this basis", "BASIS"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	query.patterns = session_arguments(session, options, argc, argv, 0, -1);
	if (!query.patterns)
		return EXIT_ERROR;
	const char *format = session_format(session);
	query.registry = format ? session_registry(session) : NULL;
	if (!query.registry)
		return EXIT_ERROR;
	query.any_release = !session->release && query.patterns[0];
	query.release = session_release(session, query.registry, "latest");
	if (query.release == NO_INDEX)
		return EXIT_ERROR;
	query.words = query_words(session, query.registry, query.release,
				  &query.patterns);
	return knows_words(&query) ? show(&query, format) : EXIT_ERROR;
}
