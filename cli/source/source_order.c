/*
 * The parts of a policy.conf in the order that checkpolicy's grammar wants.
 *
 * The older build sorts lines of the modules before m4 reads them, by what
 * they start with.  Here statements are sorted behind m4, so that it does not
 * matter how they are laid out, and each keeps its place.
 */
#include "source/source_order.h"
#include "source/source_scan.h"
#include "source/source_statement.h"

#include <string.h>

/* A statement that moves. */
struct piece {
	size_t start, end; /* in the text */
	struct location at;
};

struct pieces {
	list_of(struct piece) list;
};

struct parts {
	struct pieces attributes, types, sids, resources;
	struct piece rules; /* where the rules begin; end 0: there are none */
};

/* What stands in front of the declarations and rules. */
static bool is_head(const struct conf_token *keyword)
{
	static const char *const words[] = {
		"class",    "common",	    "sid",
		"category", "sensitivity",  "dominance",
		"level",    "mlsconstrain", "mlsvalidatetrans",
	};
	static const char defaults[] = "default_";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (token_is_keyword(keyword, words[i]))
			return true;
	return token_is_sign(keyword, ';') ||
	       (keyword->length > strlen(defaults) &&
		memcmp(keyword->start, defaults, strlen(defaults)) == 0);
}

static struct pieces *pieces_of(struct parts *parts,
				const struct conf_token *keyword,
				const struct scanner *behind)
{
	struct scanner name = *behind;
	if (token_is_keyword(keyword, "attribute"))
		return &parts->attributes;
	if (token_is_keyword(keyword, "type"))
		return &parts->types;
	if (statement_is_resource(keyword))
		return &parts->resources;
	scanner_next(&name);
	return token_is_keyword(keyword, "sid") && statement_at_context(&name)
		       ? &parts->sids
		       : NULL;
}

static void find_parts(const struct buffer *text, struct arena *arena,
		       struct parts *parts)
{
	const char *start = buffer_string(text);
	struct statement_walk walk = {.scanner = scanner_new("", text, arena)};
	struct conf_token keyword;
	while (statement_begin(&walk, &keyword)) {
		bool top = walk.depth == 0;
		struct pieces *pieces =
			top ? pieces_of(parts, &keyword, &walk.scanner) : NULL;
		struct piece piece = {.start = (size_t)(keyword.start - start),
				      .at = {keyword.file, keyword.line, 0}};
		statement_skip(&walk, &keyword);
		piece.end = (size_t)(walk.scanner.at - start);
		if (pieces)
			*list_push(&pieces->list, arena) = piece;
		if (!parts->rules.end && top && !is_head(&keyword))
			parts->rules = piece;
	}
}

static void add_marker(struct buffer *to, const struct piece *piece)
{
	buffer_format(to, "\n#line %u", piece->at.line);
	if (*piece->at.file)
		buffer_format(to, " \"%s\"", piece->at.file);
	buffer_add_char(to, '\n');
}

/* Blanks the bytes, but for newlines and the #line markers among them. */
static void blank(char *from, char *end)
{
	static const char marker[] = "#line ";
	bool line_start = false;
	for (char *at = from; at < end; at++) {
		if (line_start && (size_t)(end - at) > strlen(marker) &&
		    memcmp(at, marker, strlen(marker)) == 0) {
			char *newline = memchr(at, '\n', (size_t)(end - at));
			at = newline ? newline : end;
		}
		line_start = at < end && *at == '\n';
		if (at < end && !line_start)
			*at = ' ';
	}
}

/* Copies the pieces to the end of the text, and blanks them where they were. */
static void move(char *from, const struct pieces *pieces, struct buffer *to)
{
	for (size_t i = 0; i < pieces->list.count; i++) {
		const struct piece *piece = &pieces->list.items[i];
		add_marker(to, piece);
		buffer_add(to, from + piece->start, piece->end - piece->start);
		blank(from + piece->start, from + piece->end);
	}
}

void source_put_in_order(struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	struct parts parts = {0};
	struct buffer tail = BUFFER_INIT, ordered = BUFFER_INIT;
	find_parts(text, &arena, &parts);
	size_t start = parts.rules.start;
	if (parts.rules.end) {
		buffer_add(&ordered, text->data, start);
		move(text->data, &parts.attributes, &ordered);
		move(text->data, &parts.types, &ordered);
		move(text->data, &parts.sids, &tail);
		move(text->data, &parts.resources, &tail);
		add_marker(&ordered, &parts.rules);
		buffer_add(&ordered, text->data + start, text->length - start);
		buffer_add(&ordered, buffer_string(&tail), tail.length);
		buffer_add_char(&ordered, '\n');
		buffer_release(text);
		*text = ordered;
	}
	buffer_release(&tail);
	arena_release(&arena);
}
