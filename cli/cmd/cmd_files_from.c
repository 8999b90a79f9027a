/* --files-from: inputs whose names stand in a file. */
#include "base/file.h"
#include "cmd/cmd_files_from.h"
#include "cmd/cmd_session.h"

#include <string.h>

enum { LIST_FILE_LIMIT = 16 * 1024 * 1024 };

const char **files_from_read(struct session *session, const char *path,
			     const char **given)
{
	struct arena *arena = &session->arena;
	struct buffer content = BUFFER_INIT;
	list_of(const char *) names = LIST_INIT;
	if (!path)
		return given;
	for (; *given; given++)
		*list_push(&names, arena) = *given;
	const size_t before = names.count;
	if (!file_read(path, LIST_FILE_LIMIT, &session->diags, &content)) {
		buffer_release(&content);
		return NULL;
	}
	const bool broken =
		content.length && memchr(content.data, '\0', content.length);
	char *rest = content.length && !broken
			     ? arena_slice(arena, content.data, content.length)
			     : NULL;
	buffer_release(&content);
	const char *name;
	while ((name = strsep(&rest, "\n")))
		if (*name)
			*list_push(&names, arena) = name;
	if (names.count == before) {
		session_usage(session, "--files-from %s %s", file_shown(path),
			      broken ? "has a byte of 0 in it"
				     : "names no file");
		return NULL;
	}
	list_push(&names, arena);
	return names.items;
}
