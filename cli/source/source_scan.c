/* The words of a policy.conf, each with its place by the #line markers. */
#include "base/text.h"
#include "source/source_scan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct scanner scanner_new(const char *path, const struct buffer *text,
			   struct arena *arena)
{
	const char *start = buffer_string(text);
	return (struct scanner){
		start, start + text->length, path, 1, arena, NULL, NULL};
}

const char *source_line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	return newline ? newline : end;
}

/*
 * Takes over file and line if the comment is a marker: #line N or
 * #line N "FILE", as `m4 -s` writes it.  checkpolicy itself heeds the file
 * only where N is 1, and is one line off then.
 */
static void read_marker(struct scanner *scanner, const char *comment,
			const char *end)
{
	static const char start[] = "#line ";
	const size_t length = sizeof start - 1;
	unsigned line = 0;
	if ((size_t)(end - comment) <= length ||
	    memcmp(comment, start, length) != 0)
		return;
	const char *at = comment + length;
	if (!isdigit((unsigned char)*at))
		return;
	for (; at < end && isdigit((unsigned char)*at); at++)
		line = line * 10 + (unsigned)(*at - '0');
	while (at < end && *at == ' ')
		at++;
	const char *last = memrchr(at, '"', (size_t)(end - at));
	if (last && *at == '"' && last > at)
		scanner->file = arena_slice(scanner->arena, at + 1,
					    (size_t)(last - at) - 1);
	/* The marker speaks of the line below it. */
	scanner->line = line - 1;
}

/* Goes over blanks and comments to the next byte that counts. */
static void skip_blanks(struct scanner *scanner)
{
	while (scanner->at < scanner->end) {
		char byte = *scanner->at;
		if (byte == '\n') {
			scanner->line++;
			scanner->at++;
		} else if (byte == '#') {
			const char *end =
				source_line_end(scanner->at, scanner->end);
			read_marker(scanner, scanner->at, end);
			if (scanner->comment)
				scanner->comment(scanner->context, scanner,
						 scanner->at, end);
			scanner->at = end;
		} else if (isspace((unsigned char)byte)) {
			scanner->at++;
		} else {
			return;
		}
	}
}

/* The byte behind the word, path or quoted string that starts here. */
static const char *end_of_word(const char *at, const char *end)
{
	if (*at == '"') {
		const char *limit = source_line_end(at, end);
		const char *quote =
			memchr(at + 1, '"', (size_t)(limit - at) - 1);
		return quote ? quote + 1 : limit;
	}
	if (*at == '/') {
		while (at < end && !isspace((unsigned char)*at))
			at++;
		return at;
	}
	while (at < end && byte_is_of_name(*at))
		at++;
	return at;
}

struct conf_token scanner_next(struct scanner *scanner)
{
	skip_blanks(scanner);
	struct conf_token token = {.file = scanner->file,
				   .line = scanner->line};
	if (scanner->at == scanner->end)
		return token;
	char byte = *scanner->at;
	token.start = scanner->at;
	token.word = isalnum((unsigned char)byte) || byte == '/' || byte == '"';
	scanner->at = token.word ? end_of_word(scanner->at, scanner->end)
				 : scanner->at + 1;
	token.length = (size_t)(scanner->at - token.start);
	return token;
}

struct conf_token scanner_peek(const struct scanner *scanner)
{
	struct scanner copy = *scanner;
	copy.comment = NULL;
	return scanner_next(&copy);
}

bool token_is_sign(const struct conf_token *token, char sign)
{
	return token->start && !token->word && *token->start == sign;
}

bool token_is_keyword(const struct conf_token *token, const char *keyword)
{
	return token->word && strlen(keyword) == token->length &&
	       strncasecmp(token->start, keyword, token->length) == 0;
}

struct location scanner_origin(const char *path, const struct buffer *text,
			       unsigned line, struct arena *arena)
{
	struct scanner scanner = scanner_new(path, text, arena);
	for (unsigned i = 1; i < line && scanner.at < scanner.end; i++) {
		const char *end = source_line_end(scanner.at, scanner.end);
		const char *mark =
			memchr(scanner.at, '#', (size_t)(end - scanner.at));
		if (mark)
			read_marker(&scanner, mark, end);
		scanner.line++;
		scanner.at = end < scanner.end ? end + 1 : end;
	}
	return (struct location){scanner.file, scanner.line, 0};
}

const char *remark_text(const char *start, const char *end, struct arena *arena)
{
	static const char sign[] = "xsmc:";
	const char *signs = NULL;
	while (start < end && (isspace((unsigned char)*start) ||
			       *start == '#' || *start == ';')) {
		if (!signs && !isspace((unsigned char)*start))
			signs = start;
		start++;
	}
	if ((size_t)(end - start) < strlen(sign) ||
	    memcmp(start, sign, strlen(sign)) != 0)
		return NULL;
	start += strlen(sign);
	while (start < end && isspace((unsigned char)*start))
		start++;
	if (signs)
		start = signs;
	while (start < end && isspace((unsigned char)end[-1]))
		end--;
	return arena_slice(arena, start, (size_t)(end - start));
}

/* Rules that no remark is for, which do not let it through to the next one. */
bool rule_stops_remarks(const char *word)
{
	static const char *const words[] = {"auditallow",      "auditdeny",
					    "dontaudit",       "neverallow",
					    "type_transition", "type_change",
					    "type_member",     "typetransition",
					    "typechange",      "typemember"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i], word) == 0)
			return true;
	return false;
}

/*
 * The grammar's "class NAME" is followed by one of few words, which keeps
 * prose that speaks of a class from being taken for a policy.
 */
bool text_has_classes(const struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	struct scanner scanner = scanner_new("", text, &arena);
	bool found = false;
	while (!found) {
		struct conf_token token = scanner_next(&scanner);
		if (!token.start)
			break;
		if (!token_is_keyword(&token, "class"))
			continue;
		token = scanner_next(&scanner);
		struct conf_token after = scanner_peek(&scanner);
		found = token.word && (token_is_keyword(&after, "class") ||
				       token_is_keyword(&after, "sid") ||
				       token_is_keyword(&after, "inherits") ||
				       token_is_sign(&after, '{'));
	}
	arena_release(&arena);
	return found;
}

bool text_has_sensitivities(const struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	struct scanner scanner = scanner_new("", text, &arena);
	struct conf_token token = scanner_next(&scanner);
	while (token.start && !token_is_keyword(&token, "sensitivity"))
		token = scanner_next(&scanner);
	bool found = token.start != NULL;
	arena_release(&arena);
	return found;
}
