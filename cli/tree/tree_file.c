/* The files of a tree. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_hook.h"

USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(TREE_INCOMPLETE);

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

/* --- All files -------------------------------------------------------- */

enum { DEPTH_LIMIT = 32, FILE_COUNT_LIMIT = 100 * 1000 };

/* Goes down through the directories. */
struct lister {
	const struct tree *tree;
	const char *top; /* the tree's path without links */
	struct arena *arena;
	struct diags *diags;
	struct tree_files *files;
};

static bool refuse(const struct lister *lister, const char *name,
		   const char *reason)
{
	diags_add(lister->diags, MESSAGE_FILE_UNREADABLE,
		  location_file(tree_path(lister->tree, name, lister->arena)),
		  "%s", reason);
	return false;
}

/* What a link of the tree leads to is read by its own name. */
static bool leads_inside(const struct lister *lister, const char *path)
{
	char *target = realpath(path, NULL);
	size_t length = strlen(lister->top);
	bool inside = target && strncmp(target, lister->top, length) == 0 &&
		      target[length] == '/';
	free(target);
	return inside;
}

static bool list_directory(struct lister *lister, const char *directory,
			   unsigned depth);

static bool list_entry(struct lister *lister, const char *name, unsigned depth)
{
	struct stat status;
	const char *path = tree_path(lister->tree, name, lister->arena);
	if (lstat(path, &status) != 0)
		return refuse(lister, name, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return list_directory(lister, name, depth + 1);
	if (S_ISLNK(status.st_mode))
		return leads_inside(lister, path) ||
		       refuse(lister, name, "the link leads out of the tree");
	if (lister->files->list.count == FILE_COUNT_LIMIT)
		return refuse(lister, name, "the tree has too many files");
	*list_push(&lister->files->list, lister->arena) = name;
	return true;
}

static bool list_directory(struct lister *lister, const char *directory,
			   unsigned depth)
{
	DIR *stream = depth > DEPTH_LIMIT
			      ? NULL
			      : opendir(tree_path(lister->tree, directory,
						  lister->arena));
	const struct dirent *entry;
	bool good = true;
	if (!stream)
		return refuse(lister, directory,
			      depth > DEPTH_LIMIT ? "it is too deep"
						  : strerror(errno));
	while (good && (errno = 0, entry = readdir(stream)))
		if (entry->d_name[0] != '.')
			good = list_entry(lister,
					  arena_format(lister->arena, "%s/%s",
						       directory,
						       entry->d_name),
					  depth);
	const int error = errno;
	closedir(stream);
	return good && (!error || refuse(lister, directory, strerror(error)));
}

bool tree_list_files(const struct tree *tree, const char *directory,
		     struct arena *arena, struct diags *diags,
		     struct tree_files *files)
{
	char *top = realpath(tree->path, NULL);
	struct lister lister = {tree, top ? top : "", arena, diags, files};
	bool done = list_directory(&lister, directory, 0);
	free(top);
	if (files->list.count)
		qsort(files->list.items, files->list.count,
		      sizeof *files->list.items, text_compare_items);
	return done;
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
