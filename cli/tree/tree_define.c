/* The macros of a file's text, before any preprocessor runs. */
#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "tree/tree_define.h"
#include "tree/tree_token.h"

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

static size_t name_length(const char *at)
{
	size_t length = 0;
	while (isalnum((unsigned char)at[length]) || at[length] == '_')
		length++;
	return length;
}

/* The end of the line, or of the last one that is joined to it. */
static const char *directive_end(const char *at)
{
	const char *end = at + strcspn(at, "\n");
	while (*end && end > at && end[-1] == '\\')
		end += 1 + strcspn(end + 1, "\n");
	return end;
}

/* "(a, b)" right behind the name. */
static const char *read_parameters(const char *at, struct arena *arena,
				   struct define *define)
{
	const char *end = at + strcspn(at, ")\n");
	for (at++; at < end; at += at < end) {
		at += strspn(at, " \t,");
		size_t length = name_length(at);
		if (length)
			*list_push(&define->parameters, arena) =
				arena_slice(arena, at, length);
		at += length;
		if (!length && at < end)
			at += strcspn(at, ",)\n");
	}
	return end + (*end == ')');
}

static void add_define(const char *file, unsigned line, const char *at,
		       const char *end, struct arena *arena,
		       struct defines *defines)
{
	size_t length = name_length(at);
	if (!length)
		return;
	struct define *define = list_push(&defines->list, arena);
	define->name = arena_slice(arena, at, length);
	define->file = file;
	define->line = line;
	at += length;
	if (*at == '(')
		at = read_parameters(at, arena, define);
	struct source source = {.file = file};
	source_tokenize(&source, arena_slice(arena, at, (size_t)(end - at)),
			arena);
	define->body =
		(struct words){source.tokens.items, source.tokens.count - 1};
	for (size_t i = 0; i < define->body.count; i++)
		define->pastes |= token_is(&define->body.first[i], "##");
}

void defines_read(const char *file, const char *text, struct arena *arena,
		  struct defines *defines)
{
	static const char keyword[] = "define";
	unsigned line = 1;
	for (const char *at = text; *at; at++, line++) {
		const char *first = skip_blanks(at);
		const char *end = at + strcspn(at, "\n");
		bool directive = *first == '#';
		if (directive)
			first = skip_blanks(first + 1);
		if (directive && text_starts_with(first, keyword) &&
		    (first[strlen(keyword)] == ' ' ||
		     first[strlen(keyword)] == '\t')) {
			end = directive_end(at);
			add_define(file, line,
				   skip_blanks(first + strlen(keyword)), end,
				   arena, defines);
		}
		for (; at < end; at++)
			line += *at == '\n';
		if (!*at)
			break;
	}
}

static bool calls_pasting(const struct define *define,
			  const struct map *pasting)
{
	for (size_t i = 0; i + 1 < define->body.count; i++)
		if (token_is(&define->body.first[i + 1], "(") &&
		    map_get(pasting, define->body.first[i].text))
			return true;
	return false;
}

void defines_find_pasting(struct defines *defines, struct arena *arena)
{
	struct map pasting = {0};
	bool more = true;
	for (size_t i = 0; i < defines->list.count; i++) {
		struct define *define = &defines->list.items[i];
		if (define->pastes)
			map_set(&pasting, define->name, define, arena);
	}
	while (more) {
		more = false;
		for (size_t i = 0; i < defines->list.count; i++) {
			struct define *define = &defines->list.items[i];
			if (define->pastes || !calls_pasting(define, &pasting))
				continue;
			define->pastes = more = true;
			map_set(&pasting, define->name, define, arena);
		}
	}
}

/* --- Expansion -------------------------------------------------------- */

/* Writes the words of an expansion. */
struct define_expansion {
	struct arena *arena;
	unsigned line;
	list_of(struct token) tokens;
	bool paste; /* the next word is joined to the last */
};

static void add_word(struct define_expansion *expansion,
		     const struct token *word)
{
	size_t count = expansion->tokens.count;
	if (expansion->paste && count) {
		struct token *last = &expansion->tokens.items[count - 1];
		last->text = arena_format(expansion->arena, "%s%s", last->text,
					  word->text);
	} else {
		struct token *token =
			list_push(&expansion->tokens, expansion->arena);
		*token = *word;
		token->line = expansion->line;
		token->guard = 0;
	}
	expansion->paste = false;
}

/* The words of the argument with that index. */
static struct words argument_at(struct words arguments, size_t index)
{
	struct words rest = arguments;
	for (;;) {
		size_t end = words_find(rest, ",");
		if (!index)
			return words_part(rest, 0, end);
		if (end == rest.count)
			return (struct words){rest.first, 0};
		rest = words_part(rest, end + 1, rest.count);
		index--;
	}
}

/* The arguments behind the named ones, with their commas. */
static struct words other_arguments(struct words arguments, size_t named)
{
	struct words rest = arguments;
	for (; named && rest.count; named--) {
		size_t end = words_find(rest, ",");
		rest = words_part(rest, end + (end < rest.count), rest.count);
	}
	return rest;
}

static void add_words(struct define_expansion *expansion, struct words words)
{
	for (size_t i = 0; i < words.count; i++)
		add_word(expansion, &words.first[i]);
	expansion->paste = false;
}

struct words define_expand(const struct define *define, struct words arguments,
			   unsigned line, struct arena *arena)
{
	struct define_expansion expansion = {.arena = arena, .line = line};
	const struct token end = {TOKEN_END, "", line, 0};
	for (size_t i = 0; i < define->body.count; i++) {
		const struct token *word = &define->body.first[i];
		size_t found = 0, count = define->parameters.count;
		while (found < count &&
		       !token_is(word, define->parameters.items[found]))
			found++;
		if (token_is(word, "##"))
			expansion.paste = true;
		else if (found < count)
			add_words(&expansion, argument_at(arguments, found));
		else if (token_is(word, "__VA_ARGS__"))
			add_words(&expansion,
				  other_arguments(arguments, count));
		else
			add_word(&expansion, word);
	}
	expansion.paste = false;
	add_word(&expansion, &end);
	return (struct words){expansion.tokens.items,
			      expansion.tokens.count - 1};
}
