/* Advisories, and commits of fixes and of events. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

static void add_fix_ops(const struct word_search *search,
			struct word_meaning *meaning, const struct fix *fix)
{
	for (unsigned i = 0; i < fix->ops.count; i++)
		word_add_op(search, meaning,
			    &search->registry
				     ->ops[search->registry
						   ->fix_ops[fix->ops.first + i]
						   .op],
			    NULL);
}

/* Ops whose status in some release rests on the event. */
static void add_event_ops(const struct word_search *search,
			  struct word_meaning *meaning,
			  const struct event *event)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct op_period *periods;
		const size_t count = registry_op_history(
			registry, &registry->ops[i], search->arena, &periods);
		for (size_t j = 0; j < count; j++)
			if (periods[j].status.event == event)
				word_add_op(search, meaning, &registry->ops[i],
					    NULL);
	}
}

/* --- Advisories -------------------------------------------------------- */

/* The number of "XSA-77", "xsa77" and "77"; "": it is none. */
static const char *advisory_number(const char *word)
{
	static const char start[] = "xsa";
	if (strncasecmp(word, start, strlen(start)) == 0) {
		word += strlen(start);
		word += *word == '-';
	}
	const size_t digits = strspn(word, "0123456789");
	return digits && digits < 5 && !word[digits] ? word : "";
}

static const char *release_names(const char *words)
{
	return *words ? words : "no release yet";
}

static void add_advisories(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	struct arena *arena = search->arena;
	const char *number = advisory_number(search->word);
	const char *name = arena_format(arena, "XSA-%s", number);
	struct word_meaning *meaning = NULL;
	for (unsigned i = 0; *number && i < registry->event_count; i++) {
		const struct event *event = &registry->events[i];
		if (!text_same(event->advisory, name))
			continue;
		if (!meaning)
			meaning = word_add(search, "advisory", name,
					   "a Xen Security Advisory");
		word_add_fact(search, meaning, event->date, event->summary);
		add_event_ops(search, meaning, event);
	}
	for (unsigned i = 0; *number && i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		if (!ref_text(fix->advisory) ||
		    !text_has_word(ref_text(fix->advisory), name))
			continue;
		if (!meaning)
			meaning = word_add(search, "advisory", name,
					   "a Xen Security Advisory");
		word_add_fact(
			search, meaning, ref_text(fix->commit),
			arena_format(arena, "%s, %s, fixed in %s",
				     ref_text(fix->date),
				     ref_text(fix->subject),
				     release_names(ref_text(fix->fixed))));
		add_fix_ops(search, meaning, fix);
	}
	if (!meaning)
		return;
	meaning->is_of_ops = true;
	meaning->lead = "about";
}

/* --- Commits ----------------------------------------------------------- */

enum { LEAST_DIGITS = 4 };

/* Whether one begins with the other: of enough digits to be no word. */
static bool is_commit(const char *word, const char *commit)
{
	const size_t length = strlen(word);
	const size_t known = strlen(commit);
	const size_t shorter = length < known ? length : known;
	size_t digits = 0;
	while (isxdigit((unsigned char)word[digits]))
		digits++;
	return length >= LEAST_DIGITS && length <= 40 && digits == length &&
	       strncasecmp(word, commit, shorter) == 0;
}

/* Whether it is one of the commits, with blanks between them. */
static bool is_among(const char *word, const char *commits, struct arena *arena)
{
	while (commits && *commits) {
		const size_t length = strcspn(commits, " ");
		if (is_commit(word, arena_slice(arena, commits, length)))
			return true;
		commits += length;
		commits += strspn(commits, " ");
	}
	return false;
}

static void add_fix(const struct word_search *search, const struct fix *fix)
{
	const struct registry *registry = search->registry;
	struct arena *arena = search->arena;
	struct word_meaning *meaning = word_add(
		search, "fix", ref_text(fix->commit), ref_text(fix->subject));
	meaning->is_of_ops = true;
	meaning->lead = "mends";
	word_add_fact(search, meaning, "date", ref_text(fix->date));
	word_add_fact(search, meaning, "kind", ref_text(fix->kind));
	word_add_fact(search, meaning, "advisory", ref_text(fix->advisory));
	word_add_fact(search, meaning, "introduced", ref_text(fix->introduced));
	word_add_fact(search, meaning, "since", ref_text(fix->since));
	word_add_fact(search, meaning, "fixed",
		      release_names(ref_text(fix->fixed)));
	word_add_fact(search, meaning, "lacked by",
		      registry_releases_shown(registry, &fix->flawed, arena));
	word_add_fact(search, meaning, "arch", ref_text(fix->arch));
	word_add_fact(search, meaning, "config", ref_text(fix->config));
	word_add_fact(search, meaning, "certainty",
		      fix->doubtful ? "doubt" : "certain");
	add_fix_ops(search, meaning, fix);
}

static void add_event(const struct word_search *search,
		      const struct event *event)
{
	struct word_meaning *meaning =
		word_add(search, "event", event->id, event->summary);
	meaning->is_of_ops = true;
	meaning->lead = "on it rests the status of";
	word_add_fact(search, meaning, "date", event->date);
	word_add_fact(search, meaning, "kind", event->kind);
	word_add_fact(search, meaning, "commit", event->commit);
	word_add_fact(search, meaning, "subject", event->subject);
	word_add_fact(search, meaning, "advisory", event->advisory);
	word_add_fact(search, meaning, "in",
		      registry_releases_shown(search->registry, &event->in,
					      search->arena));
	add_event_ops(search, meaning, event);
}

static void add_commits(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	const char *word = search->word;
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		if (is_commit(word, ref_text(fix->commit)) ||
		    is_among(word, ref_text(fix->backports), search->arena))
			add_fix(search, fix);
	}
	for (unsigned i = 0; i < registry->event_count; i++) {
		const struct event *event = &registry->events[i];
		if ((event->commit && is_commit(word, event->commit)) ||
		    is_among(word, event->backports, search->arena) ||
		    word_is(search, event->id))
			add_event(search, event);
	}
}

void word_fix(const struct word_search *search)
{
	add_advisories(search);
	add_commits(search);
}
