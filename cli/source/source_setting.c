/* What a source tree's modules.conf sets. */
#include "base/file.h"
#include "source/source_setting.h"

#include <ctype.h>
#include <string.h>

USES_MESSAGE(FILE_UNREADABLE);

enum { SETTING_LIMIT = 4 * 1024 * 1024 };

/* Cuts the first word off the text; "" at its end. */
static const char *next_word(char **text)
{
	char *start = *text + strspn(*text, " \t");
	char *end = start + strcspn(start, " \t");
	*text = *end ? end + 1 : end;
	*end = '\0';
	return start;
}

/*
 * NAME = VALUE with white space between, as the makefiles' awk takes it apart:
 * "NAME=VALUE" sets nothing.
 */
static bool read_module(char *line, const char **name, const char **value)
{
	char *rest = line;
	*name = next_word(&rest);
	next_word(&rest);
	*value = next_word(&rest);
	return isalpha((unsigned char)**name);
}

bool module_list_read(const char *path, struct arena *arena,
		      struct diags *diags, struct module_list *modules)
{
	struct module_list on = {MODULES_ON, LIST_INIT};
	struct module_list base = {MODULES_BASE, LIST_INIT};
	struct buffer text = BUFFER_INIT;
	bool done = file_read_regular(path, SETTING_LIMIT, diags, &text);
	if (done && strlen(buffer_string(&text)) != text.length) {
		diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path),
			  "it has bytes that are no text");
		done = false;
	}
	char *rest = text.data, *line;
	while (done && (line = strsep(&rest, "\n"))) {
		const char *name, *value;
		if (!read_module(line, &name, &value))
			continue;
		if (strcmp(value, "on") == 0)
			*list_push(&on.names, arena) =
				arena_string(arena, name);
		else if (strcmp(value, "base") == 0 ||
			 strcmp(value, "module") == 0)
			*list_push(&base.names, arena) =
				arena_string(arena, name);
	}
	/* No makefile knows both. */
	*modules = base.names.count && !on.names.count ? base : on;
	buffer_release(&text);
	return done;
}
