#include <string.h>

#include "registry/loader.h"

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

/* The first (or last) release of the set that a release or line names. */
static unsigned end_of_span(const struct loader *loader, const char *name,
			    const struct release_set *from, bool last)
{
	unsigned found = NO_INDEX;
	for (unsigned i = 0; i < loader->releases.rows.count; i++) {
		const struct release *release = &loader->releases.rows.items[i];
		bool named = strcmp(release->name, name) == 0 ||
			     strcmp(release->line, name) == 0;
		if (named && release_set_has(from, i) &&
		    (last || found == NO_INDEX))
			found = i;
	}
	return found;
}

/* Adds the releases of one span; false when an end of it is not in `from`. */
static bool add_span(const struct loader *loader, char *span,
		     const struct release_set *from, struct release_set *set,
		     unsigned *next)
{
	char *dots = strstr(span, "..");
	const char *start = span;
	const char *end = span;
	if (dots) {
		*dots = '\0';
		end = dots + 2;
	}
	unsigned first = *start ? end_of_span(loader, start, from, false) : 0;
	unsigned last = *end ? end_of_span(loader, end, from, true)
			     : (unsigned)loader->releases.rows.count - 1;
	if (first == NO_INDEX || last == NO_INDEX || first > last ||
	    first < *next)
		return false;
	for (unsigned i = first; i <= last; i++)
		if (release_set_has(from, i))
			release_set_add(set, i);
	*next = last + 1;
	return true;
}

/* Whether the span alone is a good one of those releases. */
static bool is_span_of(struct loader *loader, const char *span,
		       const struct release_set *from)
{
	struct release_set set = {{0}};
	unsigned next = 0;
	return add_span(loader, arena_string(&loader->work, span), from, &set,
			&next);
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
		node_attribute(loader, node, attribute),
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
	const char *text = node_attribute(loader, node, attribute);
	if (!text)
		return *from;
	struct release_set set = {{0}};
	unsigned next = 0;
	char *rest = arena_string(&loader->work, text);
	char *span;
	while ((span = strsep(&rest, " "))) {
		const char *shown = arena_string(&loader->work, span);
		if (!add_span(loader, span, from, &set, &next)) {
			report_span(loader, node, attribute, shown, from);
			return set;
		}
	}
	return set;
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
