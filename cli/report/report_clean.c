/* Text that is safe to show, as it is and in XML. */
#include "base/text.h"
#include "report/report_clean.h"

#include <string.h>

const char *clean_text(const char *text, struct arena *arena)
{
	size_t good = 0, length, step;
	/* Nearly all of it is plain ASCII. */
	while (text && text[good] >= ' ' && text[good] <= '~')
		good++;
	if (!text || !text[good])
		return text;
	length = strlen(text);
	while (good < length &&
	       (step = text_plain_length(text + good, length - good)))
		good += step;
	if (good == length)
		return text;
	char *copy = arena_slice(arena, text, length);
	text_mask(copy + good);
	return copy;
}

void add_xml(struct buffer *out, const char *text)
{
	struct arena arena = ARENA_INIT;
	buffer_add_entities(out, clean_text(text, &arena), "&<>\"");
	arena_release(&arena);
}

void add_xml_format(struct buffer *out, const char *format, ...)
{
	struct arena arena = ARENA_INIT;
	va_list arguments;
	va_start(arguments, format);
	add_xml(out, arena_vformat(&arena, format, arguments));
	va_end(arguments);
	arena_release(&arena);
}

void add_xml_lines(struct buffer *out, struct buffer *text, size_t margin,
		   size_t unit)
{
	for (char *line = text->data, *end; line && *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		const size_t spaces = strspn(line, " ");
		const size_t left = spaces > margin ? spaces - margin : 0;
		for (size_t i = 0; i < left; i += unit)
			buffer_add_char(out, ' ');
		add_xml(out, line + spaces);
		buffer_add_char(out, '\n');
	}
}

const char *count_noun(size_t count, const char *noun, struct arena *arena)
{
	return arena_format(arena, "%zu %s%s", count, noun,
			    count == 1 ? "" : "s");
}
