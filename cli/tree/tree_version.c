/* Which release a tree is: XEN_VERSION and what follows it in xen/Makefile. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_version.h"

USES_MESSAGE(TREE_RELEASE);

#define MAKEFILE "xen/Makefile"

/* The value of `export NAME = VALUE` in any of make's ways, or NULL. */
static const char *value_on(const char *line, const char *name)
{
	if (text_starts_with(line, "export "))
		line += strlen("export ");
	if (!text_starts_with(line, name))
		return NULL;
	line += strlen(name);
	line += strspn(line, " \t");
	line += strspn(line, ":?");
	if (*line != '=')
		return NULL;
	line++;
	return line + strspn(line, " \t");
}

/* The digits that the value starts with, in the arena, or NULL. */
static const char *digits_of(const char *value, struct arena *arena)
{
	size_t length = strspn(value, "0123456789");
	return length ? arena_slice(arena, value, length) : NULL;
}

struct version {
	const char *major, *minor, *point;
	bool released;
	unsigned line;
};

/* XEN_EXTRAVERSION is ".5" of a release, or "-unstable", "-rc", ".6-pre". */
static void read_line(const char *line, unsigned number, struct arena *arena,
		      struct version *version)
{
	const char *value;
	if ((value = value_on(line, "XEN_VERSION"))) {
		version->major = digits_of(value, arena);
		version->line = number;
	} else if ((value = value_on(line, "XEN_SUBVERSION"))) {
		version->minor = digits_of(value, arena);
	} else if ((value = value_on(line, "XEN_EXTRAVERSION")) &&
		   *value == '.') {
		version->point = digits_of(value + 1, arena);
		version->released =
			value[1 + strspn(value + 1, "0123456789")] != '-';
	}
}

bool tree_read_release(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_release *release)
{
	struct buffer text = BUFFER_INIT;
	struct version version = {.major = NULL};
	unsigned number = 0;
	if (!tree_read(tree, MAKEFILE, diags, &text)) {
		buffer_release(&text);
		return false;
	}
	const char *next = buffer_string(&text);
	while (*next) {
		size_t length = strcspn(next, "\n");
		read_line(arena_slice(arena, next, length), ++number, arena,
			  &version);
		next += length + (next[length] == '\n');
	}
	buffer_release(&text);
	if (!version.major || !version.minor) {
		diags_add(diags, MESSAGE_TREE_RELEASE,
			  location_file(tree_path(tree, MAKEFILE, arena)),
			  "no XEN_VERSION and XEN_SUBVERSION");
		return false;
	}
	release->unstable = !version.point || !version.released;
	release->line = version.line;
	release->name =
		arena_format(arena, "%s.%s.%s", version.major, version.minor,
			     version.point ? version.point : "0");
	return true;
}
