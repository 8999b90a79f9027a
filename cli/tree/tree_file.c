/* The files of a tree. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "tree/tree_parts.h"

enum { MEGABYTE = 1024 * 1024, SOURCE_LIMIT = 4 * MEGABYTE };

const char *tree_path(const struct tree *tree, const char *file,
		      struct arena *arena)
{
	if (tree->kind == TREE_SOURCE)
		return arena_format(arena, "%s/%s", tree->path, file);
	if (!text_starts_with(file, TREE_HEADERS))
		return NULL;
	return arena_format(arena, "%s/%s", tree->path,
			    file + strlen(TREE_HEADERS));
}

bool tree_has(const struct tree *tree, const char *file, struct arena *arena)
{
	const char *path = tree_path(tree, file, arena);
	return path && access(path, R_OK) == 0;
}

bool tree_open(const struct tree *tree, struct diags *diags)
{
	static const char *const needed[] = {TREE_HEADERS "xen.h", TREE_HOOKS};
	struct arena arena = ARENA_INIT;
	struct stat status;
	size_t before = diags->errors;
	if (stat(tree->path, &status) != 0 || !S_ISDIR(status.st_mode)) {
		diags_add(diags, MESSAGE_TREE_INCOMPLETE,
			  location_file(tree->path), "no such directory");
		return false;
	}
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		const char *path = tree_path(tree, needed[i], &arena);
		if (path && access(path, R_OK) != 0)
			diags_add(diags, MESSAGE_TREE_INCOMPLETE,
				  location_file(tree->path),
				  "there is no %s in it",
				  path + strlen(tree->path) + 1);
	}
	arena_release(&arena);
	return diags->errors == before;
}

bool tree_read(const struct tree *tree, const char *file, struct diags *diags,
	       struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	const char *path = tree_path(tree, file, &arena);
	bool done = path && file_read_regular(path, SOURCE_LIMIT, diags, text);
	arena_release(&arena);
	return done;
}
