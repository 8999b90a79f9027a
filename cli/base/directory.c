/* What a directory has, and paths in it. */
#include "base/directory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

USES_MESSAGE(FILE_UNREADABLE);

bool directory_exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool directory_has_file(const char *directory, const char *name)
{
	struct arena arena = ARENA_INIT;
	struct stat status;
	const char *path = directory_path(directory, name, &arena);
	/* A link that leads nowhere is there, and cannot be read. */
	bool found = stat(path, &status) == 0 ? !S_ISDIR(status.st_mode)
		     : errno == ENOENT	      ? lstat(path, &status) == 0
					      : errno != ENOTDIR;
	arena_release(&arena);
	return found;
}

size_t directory_list(const char *directory, const char *suffix,
		      struct arena *arena, struct diags *diags,
		      const char *const **names)
{
	list_of(const char *) list = LIST_INIT;
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	if (!stream && errno == ENOMEM)
		memory_exhausted();
	bool absent = !stream && (errno == ENOENT || errno == ENOTDIR);
	errno = absent ? 0 : errno;
	while (stream && (errno = 0, entry = readdir(stream)))
		if (entry->d_name[0] != '.' &&
		    text_ends_with(entry->d_name, suffix))
			*list_push(&list, arena) =
				arena_string(arena, entry->d_name);
	if (errno)
		diags_add(diags, MESSAGE_FILE_UNREADABLE,
			  location_file(directory), "%s", strerror(errno));
	if (stream)
		closedir(stream);
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items,
		      text_compare_items);
	*names = list.items;
	return list.count;
}

const char *directory_path(const char *directory, const char *name,
			   struct arena *arena)
{
	size_t length = strlen(directory);
	if (strcmp(directory, ".") == 0)
		return arena_string(arena, name);
	while (length > 1 && directory[length - 1] == '/')
		length--;
	return arena_format(arena, "%.*s%s%s", (int)length, directory,
			    directory[length - 1] == '/' ? "" : "/", name);
}

char *directory_name_beside(const char *path, const char *head,
			    const char *tail, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const size_t room = NAME_MAX - strlen(head) - strlen(tail);
	size_t length = strlen(name);
	if (length > room) {
		length = room;
		/* No character in UTF-8 is cut: some file systems refuse it. */
		while (length && (name[length] & 0xc0) == 0x80)
			length--;
	}
	return arena_format(arena, "%.*s%s%.*s%s", (int)(name - path), path,
			    head, (int)length, name, tail);
}
