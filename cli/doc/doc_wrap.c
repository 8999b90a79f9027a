/* Words in lines of a width. */
#include <stdbool.h>
#include <string.h>

#include "doc/doc_wrap.h"

size_t document_text_width(const char *text, size_t length)
{
	size_t width = 0;
	for (size_t i = 0; i < length; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

static bool may_start_line(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr("*-+=~^.:|#>", word[i]))
			return true;
	return false;
}

void document_wrap(const char *words, unsigned indent, size_t width,
		   struct buffer *out)
{
	size_t column = 0;
	for (const char *at = words; *at;) {
		if (*at == ' ') {
			at++;
			continue;
		}
		size_t length = strcspn(at, " \n");
		size_t wide = document_text_width(at, length);
		bool full = indent + column + 1 + wide > width;
		if (column &&
		    (*at == '\n' || (full && may_start_line(at, length)))) {
			buffer_add_char(out, '\n');
			buffer_add_repeated(out, ' ', indent);
			column = 0;
		} else if (column) {
			buffer_add_char(out, ' ');
			column++;
		}
		buffer_add(out, at, length);
		column += wide;
		at += *at == '\n' ? 1 : length;
	}
	buffer_add_char(out, '\n');
}
