/* Lines for people, broken between words so that they fit a width. */
#include <stdbool.h>
#include <string.h>

#include "base/wrap.h"

/* What is left of the left margin of a line that begins inside of it. */
enum { STEP = 4 };

/* The bytes of the escape sequence at the start, or 0. */
static size_t escape_length(const char *text, size_t left)
{
	if (left < 2 || text[0] != '\033' || text[1] != '[')
		return 0;
	for (size_t i = 2; i < left; i++)
		if (text[i] >= '@' && text[i] <= '~')
			return i + 1;
	return left;
}

size_t wrap_columns(const char *text, size_t length)
{
	size_t columns = 0;
	for (size_t i = 0; i < length;) {
		const size_t escape = escape_length(text + i, length - i);
		if (escape) {
			i += escape;
			continue;
		}
		columns += ((unsigned char)text[i++] & 0xc0) != 0x80;
	}
	return columns;
}

static size_t count_blanks(const char *text, size_t length)
{
	size_t blanks = 0;
	while (blanks < length && text[blanks] == ' ')
		blanks++;
	return blanks;
}

static size_t word_length(const char *text, size_t length)
{
	size_t end = 0;
	while (end < length && text[end] != ' ')
		end++;
	return end;
}

size_t wrap_hang(const char *line, size_t length, size_t width)
{
	const size_t indent = count_blanks(line, length);
	size_t column = indent, hang = 0;
	for (size_t at = indent; at < length;) {
		const size_t word = word_length(line + at, length - at);
		column += wrap_columns(line + at, word);
		at += word;
		const size_t blanks = count_blanks(line + at, length - at);
		at += blanks;
		column += blanks;
		if (blanks > 1 && at < length && column <= width / 2)
			hang = column;
	}
	if (hang)
		return hang;
	return indent && indent + STEP <= width / 2 ? indent + STEP : indent;
}

void wrap_line(const char *line, size_t length, size_t width, size_t hang,
	       struct buffer *out)
{
	size_t column = 0, at = 0;
	bool begun = false; /* a word stands on this line */
	while (at < length) {
		const size_t blanks = count_blanks(line + at, length - at);
		const char *word = line + at + blanks;
		const size_t bytes = word_length(word, length - at - blanks);
		const size_t columns = wrap_columns(word, bytes);
		if (begun && bytes && column + blanks + columns > width) {
			buffer_add_char(out, '\n');
			buffer_add_repeated(out, ' ', hang);
			column = hang;
		} else {
			buffer_add_repeated(out, ' ', blanks);
			column += blanks;
		}
		buffer_add(out, word, bytes);
		column += columns;
		begun = true;
		at += blanks + bytes;
	}
	buffer_add_char(out, '\n');
}

void wrap_text(const char *text, size_t length, size_t width,
	       struct buffer *out)
{
	while (width && length) {
		const char *end = memchr(text, '\n', length);
		const size_t line = end ? (size_t)(end - text) : length;
		if (line <= width || wrap_columns(text, line) <= width) {
			buffer_add(out, text, line);
			if (end)
				buffer_add_char(out, '\n');
		} else {
			wrap_line(text, line, width,
				  wrap_hang(text, line, width), out);
		}
		text += line + (end != NULL);
		length -= line + (end != NULL);
	}
	buffer_add(out, text, length);
}
