/* Where the results of a SARIF log are. */
#include <string.h>

#include "report/report_json.h"
#include "report/report_lint_item.h"
#include "report/report_lint_sarif_place.h"

void sarif_add_member(struct buffer *out, const char *before, const char *name,
		      const char *text)
{
	if (!text)
		return;
	buffer_add_string(out, before);
	buffer_add_char(out, '"');
	buffer_add_string(out, name);
	buffer_add_string(out, "\":");
	add_json_text(out, text);
}

size_t sarif_share(struct sarif_shared *shared, const char *value,
		   struct arena *arena)
{
	size_t *index = map_get(&shared->indices, value);
	if (index)
		return *index;
	index = arena_alloc(arena, 1, sizeof *index);
	*index = shared->count++;
	buffer_add_string(&shared->values, *index ? "," : "");
	buffer_add_string(&shared->values, value);
	map_set(&shared->indices, arena_string(arena, value), index, arena);
	return *index;
}

void sarif_add_logical(struct buffer *out, const char *name, const char *kind)
{
	sarif_add_member(out, "{", "fullyQualifiedName", name);
	sarif_add_member(out, ",", "kind", kind);
	buffer_add_char(out, '}');
}

size_t sarif_share_name(struct sarif_shared *names, const char *name,
			const char *kind, struct arena *arena)
{
	struct buffer value = BUFFER_INIT;
	sarif_add_logical(&value, name, kind);
	size_t index = sarif_share(names, buffer_string(&value), arena);
	buffer_release(&value);
	return index;
}

/* A path as a reference: all but what a path segment may have is encoded. */
static void add_reference(struct buffer *out, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	for (; *path; path++) {
		if (strchr(plain, *path))
			buffer_add_char(out, *path);
		else
			buffer_format(out, "%%%02X", (unsigned char)*path);
	}
}

void sarif_add_physical(struct buffer *out, const char *file, unsigned line)
{
	buffer_add_string(
		out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"");
	add_reference(out, file);
	buffer_add_string(out, "\"}");
	if (line)
		buffer_format(out, ",\"region\":{\"startLine\":%u}", line);
	buffer_add_char(out, '}');
}

/* --- Places -----------------------------------------------------------------
 */

/* What the searches below share. */
struct sarif_search {
	struct sarif_places *places;
	struct sarif_shared *names;
	struct arena *arena; /* of the names */
	const struct lint *lint;
};

void sarif_share_place(struct sarif_place *place, struct sarif_shared *names,
		       struct arena *arena)
{
	place->logical = sarif_share_name(names, place->words, "rule", arena);
	place->shared = true;
}

/* The index + 1 of the place of that key, a new one where there is none. */
static unsigned row_of(const struct sarif_search *search, const char *key,
		       const char *file, unsigned line)
{
	struct sarif_places *places = search->places;
	struct buffer physical = BUFFER_INIT;
	unsigned *index = map_get(&places->known, key);
	if (index)
		return *index;
	struct sarif_place *row = list_push(&places->rows, &places->arena);
	index = arena_alloc(&places->arena, 1, sizeof *index);
	*index = (unsigned)places->rows.count;
	map_set(&places->known, key, index, &places->arena);
	row->words = key;
	if (file) {
		sarif_add_physical(&physical, file, line);
		row->physical = arena_string(&places->arena, physical.data);
		buffer_release(&physical);
	} else {
		sarif_share_place(row, search->names, search->arena);
	}
	return *index;
}

static unsigned place_row(const struct sarif_search *search, const char *file,
			  unsigned line)
{
	return row_of(search,
		      arena_format(&search->places->arena, "%s:%u", file, line),
		      file, line);
}

/* Of a rule that has no place of that kind. */
static const unsigned nowhere = (unsigned)-1;

static unsigned find_row(const struct sarif_search *search, unsigned rule,
			 unsigned within)
{
	const struct source_location place =
		lint_rule_place(search->lint, rule, &search->places->arena);
	if (within)
		return place.macro.file ? place_row(search, place.macro.file,
						    place.macro.line)
					: nowhere;
	if (place.file)
		return place_row(search, place.file, place.line);
	return place.text ? row_of(search, place.text, NULL, 0) : nowhere;
}

static struct sarif_numbers *numbers_of(struct sarif_places *places,
					const struct lint *lint)
{
	struct sarif_numbers *numbers = places->numbers;
	if (numbers->lint && numbers->lint->policy != lint->policy)
		numbers++;
	if (numbers->lint)
		return numbers;
	numbers->lint = lint;
	for (unsigned i = 0; i < 2; i++)
		numbers->rows[i] =
			arena_alloc(&places->arena, lint_rule_count(lint),
				    sizeof *numbers->rows[i]);
	return numbers;
}

/* The new places of one access, behind those that were named before. */
static size_t name_places(const struct sarif_search *search,
			  const struct finding_asked *asked, unsigned within,
			  struct sarif_named *named)
{
	struct sarif_places *places = search->places;
	unsigned *rows = numbers_of(places, search->lint)->rows[within];
	size_t count = 0;
	for (size_t i = 0; i < asked->rule_count; i++) {
		unsigned *row = &rows[asked->rules[i]];
		if (!*row)
			*row = find_row(search, asked->rules[i], within);
		if (*row == nowhere)
			continue;
		struct sarif_place *place = &places->rows.items[*row - 1];
		if (place->result == places->results)
			continue;
		place->result = places->results;
		named[count++] = (struct sarif_named){*row - 1, within};
	}
	return count;
}

size_t sarif_find_places(struct sarif_places *places, struct lint_item *item,
			 struct sarif_shared *names, struct arena *arena,
			 struct sarif_named **named)
{
	const struct sarif_search search = {places, names, arena,
					    item->row.lint};
	const struct finding_details *details = &item->details;
	const struct location *own = &details->place;
	size_t most = 1, count = 0;
	places->results++;
	for (size_t i = 0; i < details->asked_count; i++)
		most += 2 * details->asked[i].rule_count;
	*named = arena_alloc(&item->arena, most, sizeof **named);
	if (own->file)
		(*named)[count++] = (struct sarif_named){
			place_row(&search, own->file, own->line) - 1, false};
	for (unsigned within = 0; within < 2; within++)
		for (size_t i = 0; i < details->asked_count; i++)
			count += name_places(&search, &details->asked[i],
					     within, *named + count);
	return count;
}
