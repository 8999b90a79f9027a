/* What the sources of the toolstack are made of: functions, tables, macros. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_part.h"
#include "tree/tree_token.h"

enum { EXPANSION_LIMIT = 8 };

/* Where the table of xl's commands stands: { "pause", &main_pause, ... }. */
#define COMMANDS "xl_cmdtable.c"

/* Goes through what stands outside of functions. */
struct outline {
	struct tool_parts *parts;
	const char *file;
	struct words words;
	size_t start;	/* of what is being read */
	unsigned depth; /* of macros around it */
};

static struct tool_part *add_part(struct tool_parts *parts, const char *name,
				  const char *file, unsigned line)
{
	struct tool_part *part = arena_alloc(parts->arena, 1, sizeof *part);
	part->name = name;
	part->file = file;
	part->line = line;
	part->next = map_get(&parts->by_name, name);
	map_set(&parts->by_name, name, part, parts->arena);
	*list_push(&parts->list, parts->arena) = part;
	return part;
}

void parts_add_macro(struct tool_parts *parts, const struct define *define)
{
	if (define->pastes) {
		struct define *copy =
			arena_alloc(parts->arena, 1, sizeof *copy);
		*copy = *define;
		map_set(&parts->macros, define->name, copy, parts->arena);
		return;
	}
	if (!define->body.count)
		return;
	struct tool_part *part =
		add_part(parts, define->name, define->file, define->line);
	part->body = define->body;
	part->is_local = !text_ends_with(define->file, ".h");
}

void parts_add_program(struct tool_parts *parts,
		       const struct tool_part *function, const char *name,
		       bool is_run)
{
	struct tool_part *part =
		add_part(parts, name, function->file, function->line);
	part->body = function->body;
	part->guard = function->guard;
	part->is_program = true;
	part->is_run = is_run;
}

/* Whether the words of a declaration say that its file alone knows it. */
static bool says_static(struct words head)
{
	for (size_t i = 0; i < head.count; i++)
		if (token_is(&head.first[i], "static"))
			return true;
	return false;
}

/* The place of the name before "(...)" at the end of the words; count: none. */
static size_t function_name(struct words head)
{
	int depth = 0;
	for (size_t i = head.count; i-- > 1;) {
		depth += token_bracket(&head.first[i]);
		if (depth == 0)
			return head.first[i - 1].kind == TOKEN_WORD
				       ? i - 1
				       : head.count;
	}
	return head.count;
}

static struct words outline_head(const struct outline *outline, size_t end)
{
	return words_part(outline->words, outline->start, end);
}

static void add_broken(struct outline *outline, size_t place)
{
	*list_push(&outline->parts->broken, outline->parts->arena) =
		(struct tool_place){outline->file,
				    outline->words.first[place].line};
}

/* A function's body, or that of a struct; where to go on. */
static size_t read_braces(struct outline *outline, size_t brace)
{
	struct words head = outline_head(outline, brace);
	size_t end = words_closing(outline->words, brace);
	size_t name = head.count;
	if (end == outline->words.count)
		add_broken(outline, brace);
	if (head.count && token_is(&head.first[head.count - 1], ")"))
		name = function_name(head);
	if (name < head.count) {
		struct tool_part *part =
			add_part(outline->parts, head.first[name].text,
				 outline->file, head.first[name].line);
		part->guard = head.first[name].guard;
		part->is_local = says_static(head);
		part->body = words_part(outline->words, brace + 1, end);
		outline->start = end + 1;
	}
	return end + 1;
}

/* Where what a field is given ends: at a comma or the end of its table. */
static size_t field_end(struct words words)
{
	int depth = 0;
	for (size_t i = 0; i < words.count; i++) {
		depth += token_bracket(&words.first[i]);
		if (depth < 0 || (depth == 0 && token_is(&words.first[i], ",")))
			return i;
	}
	return words.count;
}

const char *part_field_name(const char *file, const char *field,
			    struct arena *arena)
{
	const char *slash = strrchr(file, '/');
	return arena_format(arena, "%.*s.%s", (int)(slash ? slash - file : 0),
			    file, field);
}

/* .open = mill_open, in a table, or in one within it. */
static void read_fields(struct outline *outline, struct words value)
{
	struct arena *arena = outline->parts->arena;
	for (size_t i = 0; i + 3 < value.count; i++) {
		const struct token *at = &value.first[i];
		if (!token_is(at, ".") || at[1].kind != TOKEN_WORD ||
		    !token_is(&at[2], "="))
			continue;
		const struct words rest = words_part(value, i + 3, value.count);
		struct tool_part *part = add_part(
			outline->parts,
			part_field_name(outline->file, at[1].text, arena),
			outline->file, at->line);
		part->is_field = true;
		part->guard = at->guard;
		part->body = words_part(rest, 0, field_end(rest));
	}
}

/* The last name before "=" or "[]". */
static size_t variable_name(struct words head)
{
	size_t end = words_find(head, "[");
	while (end > 0 && head.first[end - 1].kind != TOKEN_WORD)
		end--;
	return end ? end - 1 : head.count;
}

/* { "pause", &main_pause, ... }: each row a command. */
static void read_commands(struct outline *outline, struct words rows)
{
	struct arena *arena = outline->parts->arena;
	for (size_t i = 0; i + 4 < rows.count; i++) {
		const struct token *at = &rows.first[i];
		if (!token_is(at, "{") || at[1].kind != TOKEN_STRING ||
		    !token_is(&at[3], "&") || at[4].kind != TOKEN_WORD)
			continue;
		const char *word = at[1].text;
		struct tool_part *part =
			add_part(outline->parts,
				 arena_format(arena, "xl %.*s",
					      (int)strlen(word) - 2, word + 1),
				 outline->file, at->line);
		part->is_command = true;
		part->guard = at[4].guard;
		part->body = (struct words){&at[3], 2};
	}
}

/* A variable with a value, up to the ";"; where to go on. */
static size_t read_value(struct outline *outline, size_t sign)
{
	struct words head = outline_head(outline, sign);
	size_t length = words_find(
		words_part(outline->words, sign, outline->words.count), ";");
	struct words value =
		words_part(outline->words, sign + 1, sign + length);
	size_t name = variable_name(head);
	/* The sign that ends it may stand behind the macro's call. */
	if (sign + length == outline->words.count && !outline->depth)
		add_broken(outline, sign);
	outline->start = sign + length + 1;
	if (text_ends_with(outline->file, "/" COMMANDS)) {
		read_commands(outline, value);
	} else if (name < head.count) {
		struct tool_part *part =
			add_part(outline->parts, head.first[name].text,
				 outline->file, head.first[name].line);
		part->guard = head.first[name].guard;
		part->is_local = says_static(head);
		part->body = value;
		read_fields(outline, value);
	}
	return outline->start;
}

/* Parameters, or what is given to a macro: no value begins in there. */
static size_t behind_parentheses(struct outline *outline, size_t open)
{
	size_t end = words_closing(outline->words, open);
	if (end == outline->words.count)
		add_broken(outline, open);
	return end + 1;
}

static void read_outline(struct outline *outline);

/* A macro that defines functions; where to go on. */
static size_t read_expansion(struct outline *outline, size_t place,
			     const struct define *macro)
{
	size_t end = words_closing(outline->words, place + 1);
	struct words arguments = words_part(outline->words, place + 2, end);
	struct outline inner = *outline;
	if (end >= outline->words.count) {
		add_broken(outline, place);
		return outline->words.count;
	}
	inner.start = 0;
	inner.depth++;
	inner.words = define_expand(macro, arguments,
				    outline->words.first[place].line,
				    outline->parts->arena);
	if (inner.depth < EXPANSION_LIMIT)
		read_outline(&inner);
	outline->start = end + 1;
	return end + 1;
}

static void read_outline(struct outline *outline)
{
	size_t i = 0;
	while (i < outline->words.count) {
		const struct token *at = &outline->words.first[i];
		bool is_call = at->kind == TOKEN_WORD &&
			       i + 1 < outline->words.count &&
			       token_is(&at[1], "(");
		const struct define *macro =
			is_call ? map_get(&outline->parts->macros, at->text)
				: NULL;
		if (macro) {
			i = read_expansion(outline, i, macro);
		} else if (token_is(at, "(")) {
			i = behind_parentheses(outline, i);
		} else if (token_is(at, "{")) {
			i = read_braces(outline, i);
		} else if (token_is(at, "=")) {
			i = read_value(outline, i);
		} else {
			if (token_is(at, ";"))
				outline->start = i + 1;
			i++;
		}
	}
}

void parts_read(struct tool_parts *parts, const char *file, struct words words)
{
	struct outline outline = {.parts = parts, .file = file, .words = words};
	read_outline(&outline);
}
