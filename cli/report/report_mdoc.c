/* Pieces of a manual page in mdoc(7). */
#include "report/report_mdoc.h"

#include <stdbool.h>
#include <string.h>

/* Adds a line of mdoc that is text, whatever it starts with. */
static void add_line(const char *line, size_t length, struct buffer *out)
{
	if (length && strchr(".'", *line))
		buffer_add_string(out, "\\&");
	for (size_t i = 0; i < length; i++) {
		if (line[i] == '\\')
			buffer_add_string(out, "\\e");
		else if (line[i] == '-')
			buffer_add_string(out, "\\-");
		else
			buffer_add_char(out, line[i]);
	}
	buffer_add_char(out, '\n');
}

void mdoc_add_prose(const char *text, struct buffer *out)
{
	enum { WIDTH = 78 };
	while (*text) {
		size_t end = 0, length = 0;
		while (text[end] && (!length || end < WIDTH)) {
			end += strcspn(text + end, " ");
			if (end <= WIDTH || !length)
				length = end;
			bool sentence = end && text[end - 1] == '.';
			end += text[end] == ' ';
			if (sentence)
				break;
		}
		add_line(text, length, out);
		text += length;
		text += strspn(text, " ");
	}
}

void mdoc_add_example(const char *title, const char *example,
		      struct buffer *out)
{
	if (!example)
		return;
	buffer_format(out, ".Pp\n%s:\n.Bd -literal -offset indent\n", title);
	while (*example) {
		size_t length = strcspn(example, "\n");
		add_line(example, length, out);
		example += length + (example[length] == '\n');
	}
	buffer_add_string(out, ".Ed\n");
}
