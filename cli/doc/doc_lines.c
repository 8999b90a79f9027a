/* A document as lines, with and without what frames them. */
#include <string.h>

#include "base/text.h"
#include "doc/doc_scan.h"

const char *document_line_content(const char *line)
{
	return line + strspn(line, " \t");
}

bool document_text_blank(const char *text)
{
	return *document_line_content(text) == '\0';
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
		new->kind = document_text_blank(new->text) ? LINE_BLANK
							   : LINE_PROSE;
		line = newline + 1;
	}
	return true;
}
