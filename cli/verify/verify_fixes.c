/*
 * The table of fixes against the history of Xen: which releases have each, and
 * what came since the table was made that may be one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "verify/verify_fixes.h"
#include "verify/verify_history.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

USES_MESSAGE(HISTORY_INCOMPLETE);

enum { SHORT_ID = 10 };

/* One of these in the message of a commit calls it a fix. */
static const char *const fix_words[] = {
	"Fixes:", "Reported-by:", "Closes:", "XSA-", "CVE-", "Coverity", "CID"};

/* --- What releases have ------------------------------------------------ */

/* A line in which it was taken back has none of it. */
static bool line_keeps(const struct registry *registry,
		       const struct release_set *set, unsigned release)
{
	while (release_set_has(set, release) &&
	       !registry_ends_line(registry, release))
		release++;
	return release_set_has(set, release);
}

/*
 * The first release of each line that has it, up to the first line that had it
 * from its start; and where a later one lacks it again, that.
 */
static const char *releases_said(const struct registry *registry,
				 const struct release_set *set,
				 struct arena *arena)
{
	const char *said = "";
	bool done = false, had = false;
	for (unsigned i = 0; i < registry->release_count; i++) {
		bool starts = registry_starts_line(registry, i);
		const char *name = registry->releases[i].name;
		had = had && !starts;
		if (done && !release_set_has(set, i))
			return arena_format(arena, "%s, and %s lacks it again",
					    said, name);
		if (done || had || !release_set_has(set, i) ||
		    !line_keeps(registry, set, i))
			continue;
		said = arena_format(arena, "%s%s%s", said, *said ? " " : "",
				    name);
		had = true;
		done = starts;
	}
	return said;
}

/* The list without what starts a line: that no program can tell of it. */
static const char *without_start(const struct registry *registry,
				 const char *fixed, struct arena *arena)
{
	const char *last = strrchr(fixed, ' ');
	unsigned release =
		registry_find_release(registry, last ? last + 1 : fixed);
	if (release == NO_INDEX || !registry_starts_line(registry, release))
		return fixed;
	return arena_slice(arena, fixed, last ? (size_t)(last - fixed) : 0);
}

static void verify_fix(struct verifier *verifier, const struct history *history,
		       const struct fix *fix)
{
	const struct registry *registry = verifier->registry;
	const char *fixed = ref_text(fix->fixed);
	unsigned commit = history_find(history, ref_text(fix->commit));
	struct difference *row;
	if (commit == NO_INDEX) {
		row = verify_add(verifier, DIFFERENCE_MISSING,
				 ref_text(fix->commit), NULL, 0);
		row->registry = ref_text(fix->subject);
		row->tree = verify_say(verifier,
				       "no such commit, or %s has it already",
				       registry->releases[0].name);
		return;
	}
	struct release_set set =
		history_releases(history, commit, ref_text(fix->backports));
	const char *said = releases_said(registry, &set, verifier->arena);
	if (!history->on_branch[commit])
		fixed = without_start(registry, fixed, verifier->arena);
	if (strcmp(said, fixed) == 0) {
		verifier->out->agreed++;
		return;
	}
	row = verify_add(verifier, DIFFERENCE_FIXED, ref_text(fix->commit),
			 NULL, 0);
	row->registry =
		*ref_text(fix->fixed) ? ref_text(fix->fixed) : "in no release";
	row->tree = *said ? said : "in no release";
}

/* --- What is new ------------------------------------------------------- */

static bool is_called_fix(const struct tree_commit *commit)
{
	for (size_t i = 0; i < sizeof fix_words / sizeof *fix_words; i++)
		if (strstr(commit->body, fix_words[i]))
			return true;
	return false;
}

static bool is_recorded(const struct registry *registry, const char *id)
{
	for (unsigned i = 0; i < registry->fix_count; i++)
		if (text_starts_with(id, ref_text(registry->fixes[i].commit)))
			return true;
	return false;
}

/* A commit that nobody has read yet. */
static void add_candidate(struct verifier *verifier,
			  const struct history *history, const char *id)
{
	unsigned index = history_find(history, id);
	if (index == NO_INDEX || is_recorded(verifier->registry, id))
		return;
	const struct tree_commit *commit = &history->commits.list.items[index];
	bool backported = history->on_branch[index]
				  ? history_is_backported(history, index)
				  : true;
	bool called = is_called_fix(commit);
	struct difference *row = verify_add(
		verifier,
		called || backported ? DIFFERENCE_NEW : DIFFERENCE_UNVERIFIED,
		verify_say(verifier, "%.*s", SHORT_ID, id), NULL, 0);
	row->tree = verify_say(verifier, "%s%s", commit->subject,
			       backported ? " (a stable branch has it)" : "");
}

/* The registry's paths, as git takes them. */
static size_t paths_of(const struct fixes_read *read, struct arena *arena,
		       const char *const **paths)
{
	list_of(const char *) list = LIST_INIT;
	char *rest = arena_string(arena, read->paths);
	char *word;
	while ((word = strsep(&rest, " ")))
		if (*word)
			*list_push(&list, arena) =
				arena_format(arena, ":(%stop,literal)%s",
					     *word == '!' ? "exclude," : "",
					     word + (*word == '!'));
	*paths = list.items;
	return list.count;
}

/* Adds what of those commits the paths have to do with. */
static bool add_touching(struct verifier *verifier,
			 const struct history *history, const char *repository,
			 const char *const *revisions, size_t count)
{
	const char *const *paths;
	struct tree_ids ids;
	size_t path_count = paths_of(verifier->registry->fixes_read,
				     verifier->arena, &paths);
	if (!tree_read_touching(repository, revisions, count, paths, path_count,
				verifier->arena, verifier->diags, &ids))
		return false;
	for (size_t i = 0; i < ids.list.count; i++)
		add_candidate(verifier, history, ids.list.items[i]);
	return true;
}

/*
 * Stable branches: what was written after the day, is in a release and is no
 * backport.
 */
static bool find_stable(struct verifier *verifier,
			const struct history *history, const char *repository)
{
	const struct registry *registry = verifier->registry;
	struct arena *arena = verifier->arena;
	list_of(const char *) revisions = LIST_INIT;
	*list_push(&revisions, arena) = "--no-walk=unsorted";
	*list_push(&revisions, arena) = arena_format(
		arena, "--since=%sT23:59:59Z", registry->fixes_read->date);
	for (unsigned i = 0; i < history->commits.list.count; i++)
		if (!history->on_branch[i] && !history->has_origin[i] &&
		    !release_set_empty(&history->in[i]))
			*list_push(&revisions, arena) =
				history->commits.list.items[i].id;
	return revisions.count == 2 ||
	       add_touching(verifier, history, repository, revisions.items,
			    revisions.count);
}

static bool find_new(struct verifier *verifier, const struct history *history,
		     const char *repository)
{
	const struct fixes_read *read = verifier->registry->fixes_read;
	unsigned start = history_find(history, read->commit);
	if (start == NO_INDEX || !history->on_branch[start]) {
		diags_add(verifier->diags, MESSAGE_HISTORY_INCOMPLETE,
			  location_file(repository),
			  "master does not have %s, up to which the registry "
			  "was read",
			  read->commit);
		return false;
	}
	const char *const revisions[] = {
		history->branch,
		verify_say(verifier, "^%s",
			   history->commits.list.items[start].id)};
	for (size_t i = 0; i < history->unknown.count; i++)
		verify_add(verifier, DIFFERENCE_NEW, history->unknown.items[i],
			   NULL, 0)
			->tree = "a release that the registry does not have";
	return add_touching(verifier, history, repository, revisions, 2) &&
	       find_stable(verifier, history, repository);
}

bool verify_fixes(const struct registry *registry, const char *repository,
		  struct arena *arena, struct diags *diags,
		  struct verification *verification)
{
	struct history history;
	struct verifier verifier = {.registry = registry,
				    .arena = arena,
				    .diags = diags,
				    .out = verification};
	*verification = (struct verification){.registry = registry,
					      .repository = repository};
	if (!registry->fixes_read_count) {
		diags_add(diags, MESSAGE_HISTORY_INCOMPLETE,
			  location_file(NULL),
			  "the registry does not say up to where fixes were "
			  "read");
		return false;
	}
	if (!history_read(registry, repository, arena, diags, &history))
		return false;
	for (unsigned i = 0; i < registry->fix_count; i++)
		verify_fix(&verifier, &history, &registry->fixes[i]);
	if (!find_new(&verifier, &history, repository))
		return false;
	verify_finish(verification);
	return true;
}
