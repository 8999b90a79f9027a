/* A document as lines, with and without what frames them. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doc/doc_scan.h"

USES_MESSAGE(FINAL_NEWLINE);
USES_MESSAGE(LINE_ENDS);
USES_MESSAGE(NOT_TEXT);

const char *document_line_content(const char *line)
{
	return line + strspn(line, " \t");
}

bool document_text_blank(const char *text)
{
	return *document_line_content(text) == '\0';
}

enum { SHORTEST_RULE = 3 };

bool document_is_rule(const char *line, char mark)
{
	size_t length = strspn(line, (char[]){mark, '\0'});
	return length >= SHORTEST_RULE && document_text_blank(line + length);
}

const struct document_line *document_line(const struct document *document,
					  unsigned number)
{
	return &document->lines.items[number - 1];
}

static bool line_clean(const char *line, size_t length, struct location at,
		       struct diags *diags)
{
	if (memchr(line, '\0', length)) {
		diags_add(diags, MESSAGE_NOT_TEXT, at, "a NUL byte");
		return false;
	}
	if (!text_is_utf8(line, length)) {
		diags_add(diags, MESSAGE_NOT_TEXT, at,
			  "bytes that are not UTF-8");
		return false;
	}
	if (memchr(line, '\r', length)) {
		diags_add(diags, MESSAGE_LINE_ENDS, at, "a CR character");
		return false;
	}
	return true;
}

bool document_read_lines(const struct document_file *file, struct arena *arena,
			 struct diags *diags, struct document *document)
{
	struct location at = {file->path, 0, 0};
	const char *end = file->bytes + file->length;
	for (const char *line = file->bytes; line < end;) {
		size_t left = (size_t)(end - line);
		const char *newline = memchr(line, '\n', left);
		size_t length = newline ? (size_t)(newline - line) : left;
		at.line++;
		if (!line_clean(line, length, at, diags))
			return false;
		if (!newline) {
			diags_add(diags, MESSAGE_FINAL_NEWLINE, at,
				  "the last line does not end");
			return false;
		}
		struct document_line *new = list_push(&document->lines, arena);
		new->text = arena_slice(arena, line, length);
		new->said = new->text;
		new->kind = document_text_blank(new->text) ? LINE_BLANK
							   : LINE_PROSE;
		line = newline + 1;
	}
	return true;
}

/* Names of an underscore in HTML, which Markdown knows. */
static const char *const underscores[] = {"&lowbar;", "&UnderBar;", "&#"};

/* How long the entity of an ASCII character is; 0: there is none. */
static size_t entity_length(const char *text, char *character)
{
	const size_t named = sizeof underscores / sizeof *underscores - 1;
	*character = '_';
	for (size_t i = 0; i < named; i++)
		if (text_starts_with(text, underscores[i]))
			return strlen(underscores[i]);
	if (!text_starts_with(text, underscores[named]))
		return 0;
	bool hexadecimal = text[2] == 'x' || text[2] == 'X';
	char *end;
	unsigned long code =
		strtoul(text + 2 + hexadecimal, &end, hexadecimal ? 16 : 10);
	if (*end != ';' || code <= ' ' || code > '~')
		return 0;
	*character = (char)code;
	return (size_t)(end + 1 - text);
}

static const char *uncover(const char *text, bool entities, struct arena *arena)
{
	char *said = arena_alloc(arena, strlen(text) + 1, 1), *out = said;
	while (*text) {
		char character;
		size_t length = entities ? entity_length(text, &character) : 0;
		if (length) {
			*out++ = character;
			text += length;
			continue;
		}
		if (*text == '\\' && ispunct((unsigned char)text[1]))
			text++;
		*out++ = *text++;
	}
	return said;
}

void document_uncover(struct document *document, struct arena *arena)
{
	bool entities = document->form == DOCUMENT_MARKDOWN;
	for (size_t i = 0; i < document->lines.count; i++) {
		struct document_line *line = &document->lines.items[i];
		if (strpbrk(line->text, "\\&"))
			line->said = uncover(line->text, entities, arena);
	}
}
