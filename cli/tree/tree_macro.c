/* The output of `cc -E -dD`: #defines, and the structs that they stand in. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_macro.h"
#include "tree/tree_token.h"

/* A struct, union or enum whose braces are open. */
struct frame {
	const char *tag, *member;
};

/* Goes through the lines. */
struct macro_reader {
	const struct tree *tree;
	const char *top; /* the tree's path without detours */
	struct macro_table *table;
	const char *file; /* of the tree, or NULL: another one */
	unsigned line;
	list_of(struct frame) frames;
	const char *tag;  /* that the next brace belongs to */
	const char *word; /* last one that may be a member's name */
	unsigned brackets;
	struct arena *arena;
};

/* "./a/b/../c" without the detour: "./c"; an absolute path has no dot. */
static char *path_plain(const char *path, struct arena *arena)
{
	char *plain = arena_string(arena, *path == '/' ? "" : ".");
	for (;;) {
		size_t length = strcspn(path, "/");
		char *slash = strrchr(plain, '/');
		if (length == 2 && strncmp(path, "..", 2) == 0 && slash &&
		    strcmp(slash, "/..") != 0)
			*slash = '\0';
		else if (length && !(length == 1 && *path == '.'))
			plain = arena_format(arena, "%s/%.*s", plain,
					     (int)length, path);
		if (!path[length])
			return plain;
		path += length + 1;
	}
}

/* What stands between quotes in a marker, as it is written in C. */
static const char *unquoted(const char *start, const char *stop,
			    struct arena *arena)
{
	char *text = arena_slice(arena, start, (size_t)(stop - start));
	char *to = text;
	for (const char *at = text; *at; at++) {
		size_t digits = strspn(at + (*at == '\\'), "01234567");
		if (*at == '\\' && digits >= 3) {
			char octal[] = {at[1], at[2], at[3], '\0'};
			*to++ = (char)strtoul(octal, NULL, 8);
			at += 3;
		} else {
			at += *at == '\\' && at[1];
			*to++ = *at;
		}
	}
	*to = '\0';
	return text;
}

/* A file's name as in a source tree; NULL: it is not in the tree. */
static const char *name_in_tree(const struct macro_reader *reader,
				const char *path)
{
	const char *plain = path_plain(path, reader->arena);
	size_t length = strlen(reader->top);
	if (strncmp(plain, reader->top, length) != 0 || plain[length] != '/')
		return NULL;
	return arena_format(reader->arena, "%s%s",
			    reader->tree->kind == TREE_SOURCE ? ""
							      : TREE_HEADERS,
			    plain + length + 1);
}

/* # LINE "FILE" FLAGS */
static void read_marker(struct macro_reader *reader, const char *line)
{
	char *end;
	unsigned long number = strtoul(line + 2, &end, 10);
	const char *start = strchr(end, '"');
	const char *stop = start ? strrchr(start + 1, '"') : NULL;
	if (!stop)
		return;
	reader->line = (unsigned)number;
	reader->file =
		name_in_tree(reader, unquoted(start + 1, stop, reader->arena));
}

static const struct frame *innermost(const struct macro_reader *reader)
{
	static const struct frame none = {"", ""};
	return reader->frames.count
		       ? &reader->frames.items[reader->frames.count - 1]
		       : &none;
}

/* #define NAME BODY; one with parameters is no number. */
static void read_define(struct macro_reader *reader, const char *line)
{
	const char *name = line + strlen("#define ");
	size_t length = strcspn(name, " (");
	struct macro_text *macro = arena_alloc(reader->arena, 1, sizeof *macro);
	struct source body = {0};
	if (name[length] == '(')
		return;
	macro->name = arena_slice(reader->arena, name, length);
	macro->file = reader->file;
	macro->line = reader->line;
	macro->within = innermost(reader)->tag;
	macro->member = innermost(reader)->member;
	source_tokenize(&body, name + length, reader->arena);
	macro->tokens = body.tokens.items;
	map_set(&reader->table->all, macro->name, macro, reader->arena);
	if (macro->file)
		*list_push(&reader->table->list, reader->arena) = macro;
}

/* map_set() takes no NULL: a body without words is no number. */
static void read_undef(struct macro_reader *reader, const char *line)
{
	struct macro_text *none = arena_alloc(reader->arena, 1, sizeof *none);
	struct source body = {0};
	none->name = arena_string(reader->arena, line + strlen("#undef "));
	source_tokenize(&body, "", reader->arena);
	none->tokens = body.tokens.items;
	map_set(&reader->table->all, none->name, none, reader->arena);
}

static void open_frame(struct macro_reader *reader)
{
	const char *tag = reader->tag ? reader->tag : innermost(reader)->tag;
	struct frame *frame = list_push(&reader->frames, reader->arena);
	frame->tag = tag;
	frame->member = "";
	reader->tag = NULL;
	reader->word = NULL;
}

static void end_member(struct macro_reader *reader)
{
	if (reader->frames.count && reader->word)
		reader->frames.items[reader->frames.count - 1].member =
			reader->word;
	reader->word = NULL;
	reader->tag = NULL;
}

static void read_sign(struct macro_reader *reader, const char *sign)
{
	switch (*sign) {
	case '{':
		open_frame(reader);
		break;
	case '}':
		if (reader->frames.count)
			reader->frames.count--;
		break;
	case ';':
		end_member(reader);
		reader->brackets = 0;
		break;
	case ')':
		reader->tag = NULL;
		break;
	case '[':
		reader->brackets++;
		break;
	case ']':
		reader->brackets -= reader->brackets > 0;
		break;
	default:
		break;
	}
}

/* Text between directives: only its structs and members are of interest. */
static void read_text(struct macro_reader *reader, const char *line)
{
	struct source source = {0};
	source_tokenize(&source, line, reader->arena);
	for (const struct token *token = source.tokens.items;
	     token->kind != TOKEN_END; token++) {
		if (token->kind == TOKEN_SIGN)
			read_sign(reader, token->text);
		if (token->kind != TOKEN_WORD || reader->brackets)
			continue;
		bool tagged =
			token_is(token, "struct") || token_is(token, "union");
		if (tagged && token[1].kind == TOKEN_WORD)
			reader->tag = token[1].text;
		reader->word = token->text;
	}
}

void macro_table_read(const struct tree *tree, const char *text,
		      struct arena *arena, struct macro_table *table)
{
	struct macro_reader reader = {
		.tree = tree, .table = table, .arena = arena};
	reader.top = path_plain(tree->path, arena);
	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *line = arena_slice(arena, text, length);
		text += length + (text[length] == '\n');
		if (text_starts_with(line, "# ")) {
			read_marker(&reader, line);
			continue;
		}
		if (text_starts_with(line, "#define "))
			read_define(&reader, line);
		else if (text_starts_with(line, "#undef "))
			read_undef(&reader, line);
		else if (reader.file && length)
			read_text(&reader, line);
		reader.line++;
	}
}
