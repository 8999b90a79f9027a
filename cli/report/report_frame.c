/* Pages from templates. */
#include "report/report_frame.h"

#include <assert.h>
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
