/* Xen's history: which releases have which commits. */
#include "base/search.h"
#include "base/text.h"
#include "verify/verify_history.h"
#include "verify/verify_history_link.h"

#include <stdlib.h>
#include <string.h>

USES_MESSAGE(HISTORY_INCOMPLETE);

#define TAG "refs/tags/RELEASE-"

/* The branches that development goes on in, as a clone calls them. */
static const char *const branches[] = {"refs/heads/master",
				       "refs/remotes/origin/master"};

/* Branches of a line, on which there can be more than in its releases. */
static const char *const stable[] = {"refs/heads/stable-",
				     "refs/remotes/origin/stable-"};

static bool is_stable(const char *name)
{
	for (size_t i = 0; i < sizeof stable / sizeof *stable; i++)
		if (text_starts_with(name, stable[i]))
			return true;
	return false;
}

/* --- Tags ------------------------------------------------------------- */

static const char *find_ref(const struct tree_refs *refs, const char *name)
{
	for (size_t i = 0; i < refs->list.count; i++)
		if (strcmp(refs->list.items[i].name, name) == 0)
			return refs->list.items[i].commit;
	return NULL;
}

/* A version that the registry could have, but does not. */
static bool is_unknown(const struct registry *registry, const char *name)
{
	return registry_find_release(registry, name) == NO_INDEX &&
	       registry_nearest_release(registry, name) != NO_INDEX &&
	       strspn(name, "0123456789.") == strlen(name) &&
	       text_compare_natural(name, registry->releases[0].name) > 0;
}

static bool find_branch(struct history *history, const struct tree_refs *refs,
			const char *repository, struct diags *diags)
{
	for (size_t i = 0; i < sizeof branches / sizeof *branches; i++)
		if (!history->branch)
			history->branch = find_ref(refs, branches[i]);
	if (!history->branch)
		diags_add(diags, MESSAGE_HISTORY_INCOMPLETE,
			  location_file(repository),
			  "there is no branch master");
	return history->branch;
}

/* The tags' commits, by release; false with a message where one is missing. */
static bool find_tags(struct history *history, const struct tree_refs *refs,
		      const char *repository, struct diags *diags,
		      const char **tags)
{
	const struct registry *registry = history->registry;
	for (unsigned i = 0; i < registry->release_count; i++) {
		const char *name = registry->releases[i].name;
		tags[i] = find_ref(
			refs, arena_format(history->arena, TAG "%s", name));
		if (tags[i])
			continue;
		diags_add(diags, MESSAGE_HISTORY_INCOMPLETE,
			  location_file(repository),
			  "there is no tag RELEASE-%s", name);
		return false;
	}
	for (size_t i = 0; i < refs->list.count; i++) {
		const char *name = refs->list.items[i].name;
		if (text_starts_with(name, TAG) &&
		    is_unknown(registry, name + sizeof TAG - 1))
			*list_push(&history->unknown, history->arena) =
				name + sizeof TAG - 1;
	}
	return true;
}

/* --- Commits ---------------------------------------------------------- */

static const char *id_of(const struct history *history, unsigned commit)
{
	return history->commits.list.items[commit].id;
}

static int compare_ids(const void *a, const void *b, void *history)
{
	return strcmp(id_of(history, *(const unsigned *)a),
		      id_of(history, *(const unsigned *)b));
}

unsigned history_find(const struct history *history, const char *id)
{
	size_t length = strlen(id);
	size_t low = 0, high = history->commits.list.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strncmp(id_of(history, history->by_id[middle]), id,
			    length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	size_t count = history->commits.list.count;
	bool found = low < count && strncmp(id_of(history, history->by_id[low]),
					    id, length) == 0;
	bool second = low + 1 < count &&
		      strncmp(id_of(history, history->by_id[low + 1]), id,
			      length) == 0;
	return found && !second ? history->by_id[low] : NO_INDEX;
}

static void index_commits(struct history *history)
{
	struct arena *arena = history->arena;
	unsigned count = (unsigned)history->commits.list.count;
	history->in = arena_alloc(arena, count + 1, sizeof *history->in);
	history->on_branch = arena_alloc(arena, count + 1, sizeof(bool));
	history->has_origin = arena_alloc(arena, count + 1, sizeof(bool));
	history->next = arena_alloc(arena, count + 1, sizeof(unsigned));
	history->by_id = arena_alloc(arena, count + 1, sizeof(unsigned));
	for (unsigned i = 0; i < count; i++) {
		const char *subject = history->commits.list.items[i].subject;
		unsigned *last = map_get(&history->subjects, subject);
		history->by_id[i] = i;
		history->next[i] = last ? *last : NO_INDEX;
		if (!last) {
			last = arena_alloc(arena, 1, sizeof *last);
			map_set(&history->subjects, subject, last, arena);
		}
		*last = i;
	}
	qsort_r(history->by_id, count, sizeof *history->by_id, compare_ids,
		history);
}

static void add_sets(struct release_set *to, const struct release_set *from)
{
	for (size_t i = 0; i < RELEASE_LIMIT / 64; i++)
		to->words[i] |= from->words[i];
}

/* What has a commit has its parents: children come behind them. */
static void find_holders(struct history *history, const char *const *tags)
{
	for (unsigned i = 0; i < history->registry->release_count; i++) {
		unsigned commit = history_find(history, tags[i]);
		if (commit != NO_INDEX)
			release_set_add(&history->in[commit], i);
	}
	unsigned tip = history_find(history, history->branch);
	if (tip != NO_INDEX)
		history->on_branch[tip] = true;
	for (size_t i = history->commits.list.count; i--;) {
		const struct tree_commit *commit =
			&history->commits.list.items[i];
		for (size_t j = 0; j < commit->parent_count; j++) {
			unsigned parent =
				history_find(history, commit->parents[j]);
			if (parent == NO_INDEX)
				continue;
			add_sets(&history->in[parent], &history->in[i]);
			history->on_branch[parent] |= history->on_branch[i];
		}
	}
}

bool history_read(const struct registry *registry, const char *repository,
		  struct arena *arena, struct diags *diags,
		  struct history *history)
{
	struct tree_refs refs;
	unsigned count = registry->release_count;
	const char **tags = arena_alloc(arena, count + 1, sizeof *tags);
	*history = (struct history){.registry = registry, .arena = arena};
	if (!tree_read_refs(repository, arena, diags, &refs) ||
	    !find_branch(history, &refs, repository, diags) ||
	    !find_tags(history, &refs, repository, diags, tags))
		return false;
	list_of(const char *) starts = LIST_INIT;
	for (unsigned i = 0; i < count; i++)
		*list_push(&starts, arena) = tags[i];
	for (size_t i = 0; i < refs.list.count; i++)
		if (is_stable(refs.list.items[i].name))
			*list_push(&starts, arena) = refs.list.items[i].commit;
	*list_push(&starts, arena) = history->branch;
	*list_push(&starts, arena) = arena_format(arena, "^%s", tags[0]);
	if (!tree_read_history(repository, starts.items, starts.count, arena,
			       diags, &history->commits))
		return false;
	index_commits(history);
	find_holders(history, tags);
	history_link(history);
	return true;
}

/* --- Questions -------------------------------------------------------- */

/* Commits that bring something, and those that take it back. */
struct effects {
	list_of(unsigned) commits;
	int *signs; /* by commit: 1, -1; 0: it has none */
};

static void add_effect(const struct history *history, struct effects *effects,
		       unsigned commit, int sign, struct arena *arena)
{
	(void)history;
	if (effects->signs[commit])
		return;
	effects->signs[commit] = sign;
	*list_push(&effects->commits, arena) = commit;
}

static void add_related(const struct history *history,
			const struct relations *relations, unsigned of,
			int sign, struct effects *effects, struct arena *arena)
{
	for (size_t i = rows_from(relations->list.items, relations->list.count,
				  of, of);
	     i < relations->list.count && relations->list.items[i].of == of;
	     i++)
		add_effect(history, effects, relations->list.items[i].by, sign,
			   arena);
}

/* What never was in development came to each line under one title. */
static void add_same_title(const struct history *history, unsigned commit,
			   struct effects *effects, struct arena *arena)
{
	const unsigned *last =
		map_get(&history->subjects,
			history->commits.list.items[commit].subject);
	for (unsigned i = last ? *last : NO_INDEX; i != NO_INDEX;
	     i = history->next[i])
		if (!history->on_branch[i] && !history->has_origin[i])
			add_effect(history, effects, i, 1, arena);
}

static void add_named_backports(const struct history *history,
				const char *backports, struct effects *effects,
				struct arena *arena)
{
	char *rest = arena_string(arena, backports);
	char *word;
	while (rest && (word = strsep(&rest, " "))) {
		unsigned commit = history_find(history, word);
		if (commit != NO_INDEX)
			add_effect(history, effects, commit, 1, arena);
	}
}

struct release_set history_releases(const struct history *history,
				    unsigned commit, const char *backports)
{
	struct arena arena = ARENA_INIT;
	struct effects effects = {
		.signs = arena_alloc(&arena, history->commits.list.count + 1,
				     sizeof(int))};
	struct release_set set = {{0}};
	add_effect(history, &effects, commit, 1, &arena);
	if (!history->on_branch[commit])
		add_same_title(history, commit, &effects, &arena);
	add_named_backports(history, backports, &effects, &arena);
	for (size_t i = 0; i < effects.commits.count; i++) {
		unsigned next = effects.commits.items[i];
		int sign = effects.signs[next];
		add_related(history, &history->backports, next, sign, &effects,
			    &arena);
		add_related(history, &history->reverts, next, -sign, &effects,
			    &arena);
	}
	/* The last of them that a release has decides. */
	for (unsigned i = 0; i < history->registry->release_count; i++) {
		unsigned last = NO_INDEX;
		for (size_t j = 0; j < effects.commits.count; j++) {
			unsigned at = effects.commits.items[j];
			if (release_set_has(&history->in[at], i) &&
			    (last == NO_INDEX || at > last))
				last = at;
		}
		if (last != NO_INDEX && effects.signs[last] > 0)
			release_set_add(&set, i);
	}
	arena_release(&arena);
	return set;
}

bool history_is_backported(const struct history *history, unsigned commit)
{
	size_t i = rows_from(history->backports.list.items,
			     history->backports.list.count, of, commit);
	return i < history->backports.list.count &&
	       history->backports.list.items[i].of == commit;
}
