/*
 * Reads configurations of xl: the tokens and the grammar of libxlu
 * (libxlu_cfg_l.l, libxlu_cfg_y.y and xlu__cfgl_dequote(), the same in all
 * releases but for += from 4.12 on).
 */
#include "site/site_xl.h"

#include <string.h>

#include "base/file.h"

USES_MESSAGE(XL_SYNTAX);

enum { XL_LIMIT = 1 << 20, DEPTH_LIMIT = 32 };

enum xl_token {
	TOKEN_END,
	TOKEN_NEWLINE,
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_ADD,
	TOKEN_SIGN, /* one of = ; , [ ] */
};

/* A file while it is read. */
struct xl_reading {
	const char *path;
	const char *at; /* behind the token */
	unsigned line;	/* of the token's end */
	enum xl_token kind;
	char sign;	  /* of a TOKEN_SIGN */
	const char *text; /* of the token, without quotes */
	list_of(struct xl_setting) settings;
	struct arena *arena;
	struct diags *diags;
	bool failed;
};

static void fail(struct xl_reading *reading, const char *detail)
{
	const struct location at = {reading->path, reading->line, 0};
	if (!reading->failed)
		diags_add(reading->diags, MESSAGE_XL_SYNTAX, at, "%s", detail);
	reading->failed = true;
	reading->kind = TOKEN_END;
}

/* --- Tokens ------------------------------------------------------------- */

/* The character that stands for the escape, 0: xl does not take it. */
static char escaped(char letter)
{
	static const char letters[] = "\"'\\abfnrtv";
	static const char meant[] = "\"'\\\a\b\f\n\r\t\v";
	const char *found = letter ? strchr(letters, letter) : NULL;
	if (!found)
		return '\0';
	return meant[found - letters];
}

static bool is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

/* Of numbers behind a backslash xl drops the character that they mean. */
static void take_string(struct xl_reading *reading)
{
	const char quote = *reading->at++;
	char *text = arena_alloc(reading->arena, strlen(reading->at) + 1,
				 sizeof *text);
	size_t length = 0;
	for (; *reading->at && *reading->at != '\n'; reading->at++) {
		char letter = *reading->at;
		if (letter == quote) {
			reading->at++;
			reading->kind = TOKEN_STRING;
			reading->text = text;
			return;
		}
		if (letter == '\\') {
			letter = *++reading->at;
			if (is_digit(letter) || letter == 'x') {
				fail(reading, "a number behind a backslash, "
					      "which xl drops");
				return;
			}
			letter = escaped(letter);
		}
		if (!letter)
			break;
		text[length++] = letter;
	}
	fail(reading, "a string that does not end, or has a backslash before "
		      "what needs none");
}

static void take_word(struct xl_reading *reading, enum xl_token kind,
		      const char *letters)
{
	const size_t length = strspn(reading->at, letters);
	reading->kind = kind;
	reading->text = arena_slice(reading->arena, reading->at, length);
	reading->at += length;
}

/* A comment is one only where a line ends behind it. */
static bool skip_comment(struct xl_reading *reading)
{
	if (*reading->at != '#')
		return true;
	reading->at += strcspn(reading->at, "\n");
	if (!*reading->at)
		fail(reading, "a comment without the end of its line");
	return !reading->failed;
}

static void take_other(struct xl_reading *reading)
{
	if (strncmp(reading->at, "+=", 2) == 0) {
		reading->kind = TOKEN_ADD;
		reading->at += 2;
	} else if (*reading->at && strchr("=;,[]", *reading->at)) {
		reading->kind = TOKEN_SIGN;
		reading->sign = *reading->at++;
	} else {
		fail(reading, "what begins neither a name, a number nor a "
			      "string");
	}
}

static void next(struct xl_reading *reading)
{
	static const char small[] = "abcdefghijklmnopqrstuvwxyz";
	if (reading->failed)
		return;
	reading->line += reading->kind == TOKEN_NEWLINE;
	reading->at += strspn(reading->at, " \t");
	if (!skip_comment(reading))
		return;
	const char first = *reading->at;
	if (!first) {
		reading->kind = TOKEN_END;
	} else if (first == '\n') {
		reading->kind = TOKEN_NEWLINE;
		reading->at++;
	} else if (strchr(small, first)) {
		take_word(reading, TOKEN_NAME,
			  "abcdefghijklmnopqrstuvwxyz0123456789._");
	} else if (is_digit(first)) {
		take_word(reading, TOKEN_NUMBER, "0123456789abcdefx");
	} else if (first == '"' || first == '\'') {
		take_string(reading);
	} else {
		take_other(reading);
	}
}

static bool is_sign(const struct xl_reading *reading, char sign)
{
	return reading->kind == TOKEN_SIGN && reading->sign == sign;
}

/* --- Statements --------------------------------------------------------- */

static void skip_newlines(struct xl_reading *reading)
{
	while (reading->kind == TOKEN_NEWLINE)
		next(reading);
}

/* Its text, or NULL of a list, whose values are read over. */
static const char *read_value(struct xl_reading *reading, unsigned depth)
{
	if (reading->kind == TOKEN_STRING || reading->kind == TOKEN_NUMBER) {
		const char *text = reading->text;
		next(reading);
		return text;
	}
	if (!is_sign(reading, '[') || depth > DEPTH_LIMIT) {
		fail(reading, "no value, or a list that is too deep");
		return NULL;
	}
	next(reading);
	skip_newlines(reading);
	while (!reading->failed && !is_sign(reading, ']')) {
		read_value(reading, depth + 1);
		skip_newlines(reading);
		if (is_sign(reading, ',')) {
			next(reading);
			skip_newlines(reading);
		} else if (!is_sign(reading, ']')) {
			fail(reading, "neither a comma nor the end of the "
				      "list");
		}
	}
	next(reading);
	return NULL;
}

/* What += makes of it: text behind the text that is there. */
static const char *add_to(const struct xl_reading *reading, const char *name,
			  const char *value)
{
	for (size_t i = reading->settings.count; i-- > 0;) {
		const struct xl_setting *row = &reading->settings.items[i];
		if (strcmp(row->name, name) == 0)
			return row->value && value
				       ? arena_format(reading->arena, "%s%s",
						      row->value, value)
				       : NULL;
	}
	return value;
}

static void read_assignment(struct xl_reading *reading)
{
	const char *name = reading->text;
	next(reading);
	const bool adds = reading->kind == TOKEN_ADD;
	if (!adds && !is_sign(reading, '=')) {
		fail(reading, "no = behind the name");
		return;
	}
	next(reading);
	const unsigned line = reading->line;
	const char *value = read_value(reading, 0);
	if (adds)
		value = add_to(reading, name, value);
	*list_push(&reading->settings, reading->arena) =
		(struct xl_setting){name, value, line};
	if (reading->kind != TOKEN_NEWLINE && !is_sign(reading, ';') &&
	    reading->kind != TOKEN_END)
		fail(reading, "something behind the value");
}

static void read_statements(struct xl_reading *reading)
{
	for (next(reading); reading->kind != TOKEN_END;) {
		if (reading->kind == TOKEN_NAME)
			read_assignment(reading);
		else if (reading->kind == TOKEN_NEWLINE ||
			 is_sign(reading, ';'))
			next(reading);
		else
			fail(reading, "no name where a setting begins");
	}
}

const struct xl_config *xl_read(const char *path, struct arena *arena,
				struct diags *diags)
{
	struct buffer content = BUFFER_INIT;
	struct xl_reading reading = {.path = file_shown(path),
				     .line = 1,
				     .kind = TOKEN_END,
				     .arena = arena,
				     .diags = diags};
	struct xl_config *config = NULL;
	if (file_read(path, XL_LIMIT, diags, &content)) {
		reading.at = buffer_string(&content);
		if (strlen(reading.at) != content.length)
			fail(&reading, "it is no text");
		read_statements(&reading);
	}
	if (reading.at && !reading.failed) {
		config = arena_alloc(arena, 1, sizeof *config);
		*config =
			(struct xl_config){reading.path, reading.settings.items,
					   reading.settings.count};
	}
	buffer_release(&content);
	return config;
}

const struct xl_setting *xl_find(const struct xl_config *config,
				 const char *name)
{
	for (size_t i = config->setting_count; i-- > 0;)
		if (strcmp(config->settings[i].name, name) == 0)
			return &config->settings[i];
	return NULL;
}
