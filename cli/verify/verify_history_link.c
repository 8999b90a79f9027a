/* Which commits of stable branches bring, or take back, what others did. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "verify/verify_history.h"
#include "verify/verify_history_link.h"

enum { ID_LENGTH = 40, ID_LEAST = 7, DEPTH = 6 };

/*
 * Behind these words stands the id of the commit that was brought back.  What
 * is said to mend "the backport of" one is another change.
 */
static const char *const backport_words[] = {
	"master commit",      "master changeset",	"master hash",
	"cherry picked from", "cherry-picked from",	"upstream commit",
	"backport of commit", "backported from commit",
};

static const char *const revert_words[] = {"this reverts"};

/* Between those words and the id. */
static const char *const filler[] = {"commit", "xen", "master", "is", "of"};

/* --- Ids in texts ----------------------------------------------------- */

static const char *skip_filler(const char *at)
{
	for (size_t i = 0; i < sizeof filler / sizeof *filler; i++) {
		size_t length = strlen(filler[i]);
		at += strspn(at, " \t\n:");
		if (strncasecmp(at, filler[i], length) == 0 &&
		    !isalnum((unsigned char)at[length])) {
			at += length;
			i = (size_t)-1;
		}
	}
	return at;
}

/* The id at the start, in the buffer; false: there is none. */
static bool read_id(const char *at, char id[ID_LENGTH + 1])
{
	size_t length = strspn(at, "0123456789abcdefABCDEF");
	if (length < ID_LEAST || length > ID_LENGTH ||
	    isalnum((unsigned char)at[length]))
		return false;
	for (size_t i = 0; i < length; i++)
		id[i] = (char)tolower((unsigned char)at[i]);
	id[length] = '\0';
	return true;
}

/* The commits that the text names behind one of the words. */
struct named {
	unsigned items[32];
	size_t count;
};

static void add_named(struct named *named, unsigned commit)
{
	for (size_t i = 0; i < named->count; i++)
		if (named->items[i] == commit)
			return;
	if (named->count < sizeof named->items / sizeof *named->items)
		named->items[named->count++] = commit;
}

static void find_named(const struct history *history, const char *text,
		       const char *const *words, size_t count,
		       struct named *named)
{
	char id[ID_LENGTH + 1];
	for (size_t i = 0; i < count; i++)
		for (const char *at = text; (at = strcasestr(at, words[i]));) {
			at += strlen(words[i]);
			if (!read_id(skip_filler(at), id))
				continue;
			unsigned found = history_find(history, id);
			if (found != NO_INDEX)
				add_named(named, found);
		}
}

/* --- Backports -------------------------------------------------------- */

static const struct tree_commit *commit_of(const struct history *history,
					   unsigned index)
{
	return &history->commits.list.items[index];
}

/* The title that the commit says it takes back, in the arena; or NULL. */
static const char *reverted_title(const struct history *history,
				  unsigned commit)
{
	static const char start[] = "Revert \"";
	const char *subject = commit_of(history, commit)->subject;
	size_t length = strlen(subject);
	if (!text_starts_with(subject, start) || subject[length - 1] != '"')
		return NULL;
	return arena_slice(history->arena, subject + sizeof start - 1,
			   length - sizeof start);
}

/* Whether a release that has the one does not have the other by itself. */
static bool can_be_origin(const struct history *history, unsigned commit,
			  unsigned origin)
{
	if (!history->on_branch[origin])
		return false;
	for (unsigned i = 0; i < history->registry->release_count; i++)
		if (release_set_has(&history->in[commit], i))
			return !release_set_has(&history->in[origin], i);
	return false;
}

static int64_t distance(const struct history *history, unsigned a, unsigned b)
{
	int64_t time =
		commit_of(history, a)->time - commit_of(history, b)->time;
	return time < 0 ? -time : time;
}

/* Of the commits with that title the one that was written nearest to it. */
static unsigned by_subject(const struct history *history, unsigned commit)
{
	const char *subject = commit_of(history, commit)->subject;
	const unsigned *last = map_get(&history->subjects, subject);
	unsigned best = NO_INDEX;
	for (unsigned i = last ? *last : NO_INDEX; i != NO_INDEX;
	     i = history->next[i])
		if (can_be_origin(history, commit, i) &&
		    (best == NO_INDEX ||
		     distance(history, commit, i) <
			     distance(history, commit, best)))
			best = i;
	return best;
}

/* Whether the second title has most words of the first. */
static bool is_much_the_same(const struct history *history, const char *title,
			     const char *other)
{
	size_t words = 0, same = 0;
	char *rest = arena_string(history->arena, title);
	char *word;
	while ((word = strsep(&rest, " ")))
		if (*word) {
			words++;
			same += strcasestr(other, word) != NULL;
		}
	return 2 * same > words;
}

/* The one of the same author and second, where only one is that. */
static unsigned by_author(const struct history *history, unsigned commit)
{
	const struct tree_commit *own = commit_of(history, commit);
	unsigned found = NO_INDEX;
	for (unsigned i = 0; i < history->commits.list.count; i++) {
		const struct tree_commit *other = commit_of(history, i);
		if (other->time != own->time ||
		    strcmp(other->author, own->author) != 0 ||
		    !is_much_the_same(history, own->subject, other->subject) ||
		    !can_be_origin(history, commit, i))
			continue;
		if (found != NO_INDEX)
			return NO_INDEX;
		found = i;
	}
	return found;
}

/* What is named: of the development branch, or in turn a backport of that. */
/* NOLINTNEXTLINE(misc-no-recursion): DEPTH deep */
static void add_origins(const struct history *history, unsigned commit,
			unsigned depth, struct named *origins)
{
	struct named named = {.count = 0};
	find_named(history, commit_of(history, commit)->body, backport_words,
		   sizeof backport_words / sizeof *backport_words, &named);
	for (size_t i = 0; i < named.count; i++)
		if (history->on_branch[named.items[i]])
			add_named(origins, named.items[i]);
		else if (depth < DEPTH && named.items[i] != commit)
			add_origins(history, named.items[i], depth + 1,
				    origins);
}

static void add_relation(struct history *history, struct relations *relations,
			 unsigned of, unsigned by)
{
	*list_push(&relations->list, history->arena) =
		(struct commit_relation){of, by};
}

static void link_backport(struct history *history, unsigned commit,
			  bool is_revert)
{
	struct named origins = {.count = 0};
	add_origins(history, commit, 0, &origins);
	unsigned guess = NO_INDEX;
	if (!origins.count && !is_revert)
		guess = by_subject(history, commit);
	if (!origins.count && !is_revert && guess == NO_INDEX)
		guess = by_author(history, commit);
	if (guess != NO_INDEX)
		add_named(&origins, guess);
	for (size_t i = 0; i < origins.count; i++)
		add_relation(history, &history->backports, origins.items[i],
			     commit);
	history->has_origin[commit] = origins.count;
}

/* --- What is taken back ----------------------------------------------- */

static bool share_release(const struct history *history, unsigned a, unsigned b)
{
	for (size_t i = 0; i < RELEASE_LIMIT / 64; i++)
		if (history->in[a].words[i] & history->in[b].words[i])
			return true;
	return false;
}

/* The last commit before it with that title, in a release that has both. */
static unsigned reverted_by_title(const struct history *history,
				  unsigned commit, const char *title)
{
	const unsigned *last = map_get(&history->subjects, title);
	unsigned best = NO_INDEX;
	for (unsigned i = last ? *last : NO_INDEX; i != NO_INDEX;
	     i = history->next[i])
		if (i < commit && (best == NO_INDEX || i > best) &&
		    (share_release(history, commit, i) ||
		     (history->on_branch[i] && history->on_branch[commit])))
			best = i;
	return best;
}

/* Whether the commit takes another one back. */
static bool link_revert(struct history *history, unsigned commit)
{
	struct named named = {.count = 0};
	const char *title = reverted_title(history, commit);
	find_named(history, commit_of(history, commit)->body, revert_words,
		   sizeof revert_words / sizeof *revert_words, &named);
	if (!named.count && title) {
		unsigned found = reverted_by_title(history, commit, title);
		if (found != NO_INDEX)
			add_named(&named, found);
	}
	for (size_t i = 0; i < named.count; i++)
		add_relation(history, &history->reverts, named.items[i],
			     commit);
	return named.count || title;
}

static int compare_relations(const void *a, const void *b)
{
	const struct commit_relation *first = a, *second = b;
	int order = (first->of > second->of) - (first->of < second->of);
	return order ? order
		     : (first->by > second->by) - (first->by < second->by);
}

static void sort_relations(struct relations *relations)
{
	if (relations->list.count)
		qsort(relations->list.items, relations->list.count,
		      sizeof *relations->list.items, compare_relations);
}

void history_link(struct history *history)
{
	size_t count = history->commits.list.count;
	for (unsigned i = 0; i < count; i++) {
		bool is_revert = link_revert(history, i);
		if (!history->on_branch[i] &&
		    !release_set_empty(&history->in[i]))
			link_backport(history, i, is_revert);
	}
	sort_relations(&history->backports);
	sort_relations(&history->reverts);
}
