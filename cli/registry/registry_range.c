/* Sets of releases, and ranges as people write them. */
#include <string.h>

#include "registry/registry_loader.h"
#include "registry/registry_tables.h"

USES_MESSAGE(RANGE_INVALID);
USES_MESSAGE(RANGE_OUTSIDE);

enum { WORD_BITS = 64 };

bool release_set_has(const struct release_set *set, unsigned release)
{
	return set->words[release / WORD_BITS] >> (release % WORD_BITS) & 1;
}

void release_set_add(struct release_set *set, unsigned release)
{
	set->words[release / WORD_BITS] |= (uint64_t)1 << (release % WORD_BITS);
}

bool release_set_empty(const struct release_set *set)
{
	for (size_t i = 0; i < RELEASE_LIMIT / WORD_BITS; i++)
		if (set->words[i])
			return false;
	return true;
}

struct release_set release_set_and(const struct release_set *a,
				   const struct release_set *b)
{
	struct release_set both;
	for (size_t i = 0; i < RELEASE_LIMIT / WORD_BITS; i++)
		both.words[i] = a->words[i] & b->words[i];
	return both;
}

struct release_set release_set_minus(const struct release_set *a,
				     const struct release_set *b)
{
	struct release_set rest;
	for (size_t i = 0; i < RELEASE_LIMIT / WORD_BITS; i++)
		rest.words[i] = a->words[i] & ~b->words[i];
	return rest;
}

bool release_set_same(const struct release_set *a, const struct release_set *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

/* The releases that spans are taken from. */
struct range_choice {
	const struct release *releases;
	unsigned count;
	const struct release_set *from; /* of these */
};

/* The first (or last) release of the set that a release or line names. */
static unsigned end_of_span(const struct range_choice *choice, const char *name,
			    bool last)
{
	unsigned found = NO_INDEX;
	for (unsigned i = 0; i < choice->count; i++) {
		const struct release *release = &choice->releases[i];
		bool named = strcmp(release->name, name) == 0 ||
			     strcmp(release->line, name) == 0;
		if (named && release_set_has(choice->from, i) &&
		    (last || found == NO_INDEX))
			found = i;
	}
	return found;
}

/* Adds the releases of one span; false when an end of it is not in `from`. */
static bool add_span(const struct range_choice *choice, char *span,
		     struct release_set *set, unsigned *next)
{
	char *dots = strstr(span, "..");
	const char *start = span;
	const char *end = span;
	if (dots) {
		*dots = '\0';
		end = dots + 2;
	}
	unsigned first = *start ? end_of_span(choice, start, false) : 0;
	unsigned last =
		*end ? end_of_span(choice, end, true) : choice->count - 1;
	if ((!dots && !*span) || first == NO_INDEX || last == NO_INDEX ||
	    first > last || first < *next)
		return false;
	for (unsigned i = first; i <= last; i++)
		if (release_set_has(choice->from, i))
			release_set_add(set, i);
	*next = last + 1;
	return true;
}

/*
 * Adds the releases of all spans; otherwise what the first one is that is not
 * good, in the arena.
 */
static const char *add_spans(const struct range_choice *choice,
			     const char *text, struct arena *arena,
			     struct release_set *set)
{
	unsigned next = 0;
	char *rest = arena_string(arena, text);
	char *span;
	while ((span = strsep(&rest, " "))) {
		const char *shown = arena_string(arena, span);
		if (!add_span(choice, span, set, &next))
			return shown;
	}
	return NULL;
}

static struct range_choice choice_of(const struct loader *loader,
				     const struct release_set *from)
{
	return (struct range_choice){loader->releases.rows.items,
				     (unsigned)loader->releases.rows.count,
				     from};
}

/* Whether the span alone is a good one of those releases. */
static bool is_span_of(struct loader *loader, const char *span,
		       const struct release_set *from)
{
	struct release_set set = {{0}};
	const struct range_choice choice = choice_of(loader, from);
	return !add_spans(&choice, span, &loader->work, &set);
}

static void report_span(struct loader *loader, const struct xml_element *node,
			const char *attribute, const char *span,
			const struct release_set *from)
{
	bool known = is_span_of(loader, span, &loader->all);
	bool inside = is_span_of(loader, span, from);
	diags_add(
		loader->diags,
		known && !inside ? MESSAGE_RANGE_OUTSIDE
				 : MESSAGE_RANGE_INVALID,
		node->place, "%s=\"%s\": %s", attribute,
		xml_attribute(node, attribute),
		inside ? arena_format(&loader->work, "%s is out of order", span)
		: known ? arena_format(&loader->work,
				       "the element around it is not in %s",
				       span)
			: arena_format(&loader->work,
				       "%s names no releases of the registry",
				       span));
}

struct release_set node_range(struct loader *loader,
			      const struct xml_element *node,
			      const char *attribute,
			      const struct release_set *from)
{
	const char *text = xml_attribute(node, attribute);
	if (!text)
		return *from;
	struct release_set set = {{0}};
	const struct range_choice choice = choice_of(loader, from);
	const char *bad = add_spans(&choice, text, &loader->work, &set);
	if (bad)
		report_span(loader, node, attribute, bad, from);
	return set;
}

bool registry_range(const struct registry *registry, const char *text,
		    struct location at, struct diags *diags,
		    struct release_set *set)
{
	struct release_set all = {{0}};
	for (unsigned i = 0; i < registry->release_count; i++)
		release_set_add(&all, i);
	*set = (struct release_set){{0}};
	const struct range_choice choice = {registry->releases,
					    registry->release_count, &all};
	struct arena work = ARENA_INIT;
	const char *bad = add_spans(&choice, text ? text : "..", &work, set);
	if (bad)
		diags_add(diags, MESSAGE_RANGE_INVALID, at,
			  "\"%s\": %s is out of order, or names no releases of "
			  "the registry",
			  text, bad);
	arena_release(&work);
	return !bad;
}

const char *registry_releases_shown(const struct registry *registry,
				    const struct release_set *set,
				    struct arena *arena)
{
	const char *shown = "";
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (!release_set_has(set, i))
			continue;
		unsigned last = i;
		while (last + 1 < registry->release_count &&
		       release_set_has(set, last + 1))
			last++;
		shown = arena_format(
			arena, "%s%s%s%s%s", shown, *shown ? ", " : "",
			registry->releases[i].name, last > i ? "-" : "",
			last > i ? registry->releases[last].name : "");
		i = last;
	}
	return shown;
}
