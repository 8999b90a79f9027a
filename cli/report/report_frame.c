/* Pages from templates. */
#include "report/report_frame.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/embedded.h"

const char *frame_add(const char *part, const char *mark, struct buffer *out)
{
	const char *end = mark ? strstr(part, mark) : part + strlen(part);
	assert(end);
	for (const char *at = part, *next; at < end; at = next) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		next = line ? line + 1 : end;
		at += strspn(at, "\t");
		if (strncmp(at, "/*", strlen("/*")) != 0)
			buffer_add(out, at, (size_t)(next - at));
	}
	return mark ? end + strlen(mark) : end;
}

const char *frame_start(const char *name, const char *mark, struct buffer *out)
{
	const char *page = embedded_find(name, NULL);
	assert(page);
	return frame_add(page, mark, out);
}

/* What stands for the word that the text starts with, behind its braces. */
static const char *value_of(const char *text, size_t length,
			    const struct frame_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(words[i].name) == length &&
		    strncmp(words[i].name, text, length) == 0)
			return words[i].value;
	assert(false && "a template has a word that nobody gives");
	return "";
}

void frame_fill(const char *name, const struct frame_word *words, size_t count,
		struct buffer *out)
{
	const char *at = embedded_find(name, NULL), *start;
	assert(at);
	while ((start = strstr(at, "{{"))) {
		const char *end = strstr(start, "}}");
		assert(end);
		buffer_add(out, at, (size_t)(start - at));
		start += strlen("{{");
		buffer_add_string(out, value_of(start, (size_t)(end - start),
						words, count));
		at = end + strlen("}}");
	}
	buffer_add_string(out, at);
}
