/* The words of C: identifiers, numbers, strings, signs, and #if around them. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_token.h"

/* Reads a file; lines are counted, #if branches are all taken. */
struct lexer {
	const char *at;
	unsigned line, guard;
	struct arena *arena;
	struct source *source;
};

static bool is_word_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static void skip_comment(struct lexer *lexer)
{
	const char *end = strstr(lexer->at + 2, "*/");
	end = end ? end + 2 : lexer->at + strlen(lexer->at);
	for (; lexer->at < end; lexer->at++)
		lexer->line += *lexer->at == '\n';
}

/* Past blanks, comments and joined lines; a newline stays when it counts. */
static void skip_space(struct lexer *lexer, bool newlines)
{
	for (;;) {
		const char *at = lexer->at;
		if (at[0] == '\\' && at[1] == '\n') {
			lexer->line++;
			lexer->at += 2;
		} else if (at[0] == '/' && at[1] == '*') {
			skip_comment(lexer);
		} else if (at[0] == '/' && at[1] == '/') {
			lexer->at += strcspn(at, "\n");
		} else if (*at == '\n' && newlines) {
			lexer->line++;
			lexer->at++;
		} else if (*at && *at != '\n' && isspace((unsigned char)*at)) {
			lexer->at++;
		} else {
			return;
		}
	}
}

/* The longest sign that the text starts with. */
static size_t sign_length(const char *text)
{
	static const char *const signs[] = {
		"<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
		"<=",  ">=",  "==",  "!=", "&&", "||", "+=", "-=",
		"*=",  "/=",  "%=",  "&=", "|=", "^=", "##",
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (text_starts_with(text, signs[i]))
			return strlen(signs[i]);
	return 1;
}

static size_t quoted_length(const char *text)
{
	size_t length = 1;
	while (text[length] && text[length] != *text && text[length] != '\n')
		length += text[length] == '\\' && text[length + 1] ? 2 : 1;
	return length + (text[length] == *text);
}

static void add_token(struct lexer *lexer, enum token_kind kind, size_t length)
{
	struct token *token = list_push(&lexer->source->tokens, lexer->arena);
	token->kind = kind;
	token->text = arena_slice(lexer->arena, lexer->at, length);
	token->line = lexer->line;
	token->guard = lexer->guard;
	lexer->at += length;
}

static void read_token(struct lexer *lexer)
{
	const char *at = lexer->at;
	size_t length = 1;
	if (is_word_start(*at)) {
		while (is_word(at[length]))
			length++;
		add_token(lexer, TOKEN_WORD, length);
	} else if (isdigit((unsigned char)*at)) {
		while (is_word(at[length]) || at[length] == '.')
			length++;
		add_token(lexer, TOKEN_NUMBER, length);
	} else if (*at == '"' || *at == '\'') {
		add_token(lexer, TOKEN_STRING, quoted_length(at));
	} else {
		add_token(lexer, TOKEN_SIGN, sign_length(at));
	}
}

static unsigned add_guard(struct lexer *lexer, unsigned parent, unsigned before,
			  const char *text)
{
	struct guard *guard = list_push(&lexer->source->guards, lexer->arena);
	guard->parent = parent;
	guard->before = before;
	guard->text = text;
	return (unsigned)lexer->source->guards.count - 1;
}

static const char *negated(struct lexer *lexer, const char *text)
{
	if (text[0] == '!' && text[1] != '(')
		return text + 1;
	const char *rest = text;
	while (is_word(*rest))
		rest++;
	return *rest ? arena_format(lexer->arena, "!(%s)", text)
		     : arena_format(lexer->arena, "!%s", text);
}

/* The rest of a directive's line, blanks joined and comments dropped. */
static const char *read_condition(struct lexer *lexer)
{
	const char *text = "";
	skip_space(lexer, false);
	while (*lexer->at && *lexer->at != '\n') {
		size_t length = strcspn(lexer->at, " \t\r\n\\/");
		length += !length;
		const char *word = arena_slice(lexer->arena, lexer->at, length);
		text = arena_format(lexer->arena, "%s%s%s", text,
				    *text ? " " : "", word);
		lexer->at += length;
		skip_space(lexer, false);
	}
	return text;
}

static bool is_in_name(char letter)
{
	return isalnum((unsigned char)letter) || letter == '_';
}

/* Whether the text calls what has a name that starts so. */
static bool calls(const char *text, const char *start)
{
	for (const char *at = strstr(text, start); at;
	     at = strstr(at + 1, start)) {
		const char *end = at;
		while (is_in_name(*end))
			end++;
		if ((at == text || !is_in_name(at[-1])) &&
		    end[strspn(end, " ")] == '(')
			return true;
	}
	return false;
}

/* A macro whose body asks would hide a check from whoever reads calls. */
static void read_define(struct lexer *lexer)
{
	unsigned line = lexer->line;
	const char *text = read_condition(lexer);
	if (!lexer->source->hidden && strstr(text, "_has_perm"))
		lexer->source->hidden = line;
	if (!lexer->source->hidden_call && calls(text, "xsm_"))
		lexer->source->hidden_call = line;
}

static void read_directive(struct lexer *lexer)
{
	lexer->at++;
	skip_space(lexer, false);
	size_t length = 0;
	while (is_word(lexer->at[length]))
		length++;
	const char *name = arena_slice(lexer->arena, lexer->at, length);
	const struct guard now = lexer->source->guards.items[lexer->guard];
	lexer->at += length;
	if (strcmp(name, "define") == 0) {
		read_define(lexer);
		return;
	}
	const char *text = read_condition(lexer);
	if (strcmp(name, "if") == 0 || strcmp(name, "ifdef") == 0)
		lexer->guard = add_guard(lexer, lexer->guard, 0, text);
	else if (strcmp(name, "ifndef") == 0)
		lexer->guard =
			add_guard(lexer, lexer->guard, 0, negated(lexer, text));
	else if (strcmp(name, "elif") == 0 && lexer->guard)
		lexer->guard =
			add_guard(lexer, now.parent, lexer->guard,
				  arena_format(lexer->arena, "%s && %s",
					       negated(lexer, now.text), text));
	else if (strcmp(name, "else") == 0 && lexer->guard)
		lexer->guard = add_guard(lexer, now.parent, lexer->guard,
					 negated(lexer, now.text));
	else if (strcmp(name, "endif") == 0 && lexer->guard)
		lexer->guard = now.parent;
}

void source_tokenize(struct source *source, const char *text,
		     struct arena *arena)
{
	struct lexer lexer = {text, 1, 0, arena, source};
	bool line_start = true;
	unsigned line = 0;
	add_guard(&lexer, 0, 0, "");
	for (;;) {
		skip_space(&lexer, true);
		if (!*lexer.at)
			break;
		line_start = lexer.line != line;
		line = lexer.line;
		if (*lexer.at == '#' && line_start)
			read_directive(&lexer);
		else
			read_token(&lexer);
	}
	add_token(&lexer, TOKEN_END, 0);
}

bool token_is(const struct token *token, const char *text)
{
	return token->kind != TOKEN_STRING && strcmp(token->text, text) == 0;
}
