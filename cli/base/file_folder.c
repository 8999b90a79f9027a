/* Folders that are replaced whole: written beside, then exchanged. */
#include "base/descriptor.h"
#include "base/file_folder.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/directory.h"
#include "base/file.h"
#include "base/file_target.h"
#include "base/map.h"

USES_MESSAGE(FILE_UNWRITABLE);

enum { LIST_LIMIT = 64 * 1024 * 1024, MODE = 07777 };

/* A folder on its way. */
struct folder {
	const char *shown; /* as the user calls it */
	const char *path;  /* of what is replaced, without links */
	char *beside;	   /* the folder that takes its place */
	char *aside;	   /* where the old one may be between two renames */
	bool exists;
	mode_t mode;
	const struct folder_list *list;
	struct map known;	   /* names that the old list has */
	list_of(const char *) old; /* the same, those that are there */
	struct arena arena;
	struct diags *diags;
};

static bool refuse(struct folder *folder, const char *what, const char *why)
{
	diags_add(folder->diags, MESSAGE_FILE_UNWRITABLE,
		  location_file(folder->shown), "%s%s%s", what ? what : "",
		  what ? ": " : "", why);
	return false;
}

/* --- What is there ---------------------------------------------------------
 */

/* The path of what will be replaced, which need not be there. */
static bool find_path(struct folder *folder)
{
	struct stat status;
	char *whole;
	if (lstat(folder->shown, &status) != 0) {
		size_t length = strlen(folder->shown);
		if (errno != ENOENT || !length)
			return refuse(folder, NULL, strerror(ENOENT));
		while (length > 1 && folder->shown[length - 1] == '/')
			length--;
		folder->path =
			arena_slice(&folder->arena, folder->shown, length);
		return true;
	}
	if (stat(folder->shown, &status) != 0)
		return refuse(folder, NULL, strerror(errno));
	if (!S_ISDIR(status.st_mode))
		return refuse(folder, NULL, strerror(ENOTDIR));
	whole = realpath(folder->shown, NULL);
	if (!whole && errno == ENOMEM)
		memory_exhausted();
	if (!whole)
		return refuse(folder, NULL, strerror(errno));
	folder->path = arena_string(&folder->arena, whole);
	folder->exists = true;
	folder->mode = status.st_mode & MODE;
	free(whole);
	return true;
}

/* A name of the list, and the folder that it is in, with its slash. */
static void add_known(struct folder *folder, char *name)
{
	const char *slash = strchr(name, '/');
	map_set(&folder->known, name, name, &folder->arena);
	if (!slash)
		return;
	char *inner =
		arena_slice(&folder->arena, name, (size_t)(slash + 1 - name));
	if (!map_get(&folder->known, inner))
		map_set(&folder->known, inner, inner, &folder->arena);
}

/* Reads the names that the list of the old folder has, where it has one. */
static void read_list(struct folder *folder, struct buffer *text)
{
	struct diags quiet = DIAGS_INIT;
	const char *path = directory_path(folder->path, folder->list->name,
					  &folder->arena);
	bool read = file_read_regular(path, LIST_LIMIT, &quiet, text);
	diags_release(&quiet);
	char *at = read && text->length ? text->data : NULL, *end;
	for (bool first = true; at && (end = strchr(at, '\n')); first = false) {
		*end = '\0';
		if (first && strcmp(at, folder->list->title) != 0)
			return;
		add_known(folder, first ? arena_string(&folder->arena,
						       folder->list->name)
					: at);
		at = end + 1;
	}
}

/* Whether a name in the folder, or in inner/ of it, is one that was written. */
static bool look_at(struct folder *folder, int directory, const char *inner,
		    const char *entry);

/* Looks at all of the folder, or of one in it, whose name ends in "/". */
static bool look_into(struct folder *folder, const char *inner)
{
	const char *path = directory_path(folder->path, *inner ? inner : ".",
					  &folder->arena);
	DIR *stream = opendir(path);
	const struct dirent *entry;
	bool good = true;
	if (!stream)
		return refuse(folder, *inner ? inner : NULL, strerror(errno));
	while (good && (errno = 0, entry = readdir(stream)))
		good = strcmp(entry->d_name, ".") == 0 ||
		       strcmp(entry->d_name, "..") == 0 ||
		       look_at(folder, dirfd(stream), inner, entry->d_name);
	const int error = errno;
	closedir(stream);
	return good && (!error || refuse(folder, NULL, strerror(error)));
}

static bool look_at(struct folder *folder, int directory, const char *inner,
		    const char *entry)
{
	struct arena *arena = &folder->arena;
	struct stat status;
	const char *name = arena_format(arena, "%s%s", inner, entry);
	const char *as_folder = arena_format(arena, "%s/", name);
	if (fstatat(directory, entry, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return refuse(folder, name, strerror(errno));
	if (S_ISREG(status.st_mode) && map_get(&folder->known, name)) {
		*list_push(&folder->old, arena) = name;
		return true;
	}
	if (S_ISDIR(status.st_mode) && map_get(&folder->known, as_folder))
		return look_into(folder, as_folder);
	return refuse(folder, name, "it is no file that xsmc wrote there");
}

/* Whether nothing is in it but what was written there. */
static bool is_ours(struct folder *folder, struct buffer *text)
{
	if (!find_path(folder))
		return false;
	if (!folder->exists)
		return true;
	read_list(folder, text);
	return look_into(folder, "");
}

/* --- Writing ---------------------------------------------------------------
 */

/*
 * The folder that the name is in, as a string; NULL: none.  Nothing is
 * allocated while files lie about: that could end the process.
 */
struct inner {
	char name[NAME_MAX + 1];
};

static const char *inner_of(const char *name, struct inner *inner)
{
	const char *slash = strchr(name, '/');
	size_t length = slash ? (size_t)(slash - name) : 0;
	assert(length < sizeof inner->name);
	memcpy(inner->name, name, length);
	inner->name[length] = '\0';
	return slash ? inner->name : NULL;
}

static bool write_file(int directory, const struct folder_file *file)
{
	enum { FOLDER = 0777, PLAIN = 0666 };
	struct inner inner;
	const char *name = inner_of(file->name, &inner);
	if (name && mkdirat(directory, name, FOLDER) != 0 && errno != EEXIST)
		return false;
	int descriptor = openat(
		directory, file->name,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, PLAIN);
	if (descriptor < 0)
		return false;
	return descriptor_close(
		descriptor,
		descriptor_write(descriptor, file->bytes, file->length));
}

/* The list: its title, and a name a line. */
static void write_list(const struct folder *folder,
		       const struct folder_file *files, size_t count,
		       struct buffer *text)
{
	buffer_format(text, "%s\n", folder->list->title);
	for (size_t i = 0; i < count; i++)
		buffer_format(text, "%s\n", files[i].name);
}

static bool is_signalled(int signalled)
{
	struct pollfd end = {signalled, POLLIN, 0};
	return poll(&end, 1, 0) > 0;
}

/* All files, to the disk, into the folder beside; errno says what failed. */
static bool write_all(const struct folder *folder,
		      const struct folder_file *files, size_t count,
		      int signalled)
{
	int directory =
		open(folder->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = directory >= 0;
	for (size_t i = 0; done && i < count; i++) {
		done = write_file(directory, &files[i]);
		if (done && is_signalled(signalled)) {
			errno = EINTR;
			done = false;
		}
	}
	done = done && fchmod(directory, folder->mode) == 0 &&
	       syncfs(directory) == 0;
	const int error = errno;
	if (directory >= 0)
		close(directory);
	errno = error;
	return done;
}

/* Removes the file, and the folder that it is in, once that is empty. */
static void remove_file(int directory, const char *name)
{
	struct inner inner;
	const char *folder = inner_of(name, &inner);
	unlinkat(directory, name, 0);
	if (folder)
		unlinkat(directory, folder, AT_REMOVEDIR);
}

/* Removes the folder beside, of which the new or the old files are left. */
static bool remove_beside(const struct folder *folder,
			  const struct folder_file *files, size_t count)
{
	int directory =
		open(folder->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return false;
	for (size_t i = 0; files && i < count; i++)
		remove_file(directory, files[i].name);
	for (size_t i = 0; !files && i < folder->old.count; i++)
		remove_file(directory, folder->old.items[i]);
	close(directory);
	return rmdir(folder->beside) == 0;
}

/*
 * Puts the new folder in place of the old one, which is then beside.  A file
 * system that cannot exchange the two has them renamed in turn.
 */
static bool put_in_place(struct folder *folder)
{
	if (!folder->exists)
		return rename(folder->beside, folder->path) == 0;
	if (renameat2(AT_FDCWD, folder->beside, AT_FDCWD, folder->path,
		      RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (rename(folder->path, folder->aside) != 0)
		return false;
	if (rename(folder->beside, folder->path) == 0)
		return rename(folder->aside, folder->beside) == 0;
	const int error = errno;
	rename(folder->aside, folder->path);
	errno = error;
	return false;
}

/* ".NAME.XXXXXX" beside it. */
static void name_beside(struct folder *folder)
{
	static const char old[] = ".old";
	folder->aside = directory_name_beside(folder->path, ".", ".XXXXXX.old",
					      &folder->arena);
	folder->beside = arena_slice(&folder->arena, folder->aside,
				     strlen(folder->aside) - (sizeof old - 1));
}

static bool replace(struct folder *folder, const struct folder_file *files,
		    size_t count, int signalled)
{
	name_beside(folder);
	if (signalled < 0 || !mkdtemp(folder->beside))
		return refuse(folder, NULL, strerror(errno));
	memcpy(folder->aside, folder->beside, strlen(folder->beside));
	bool done = write_all(folder, files, count, signalled) &&
		    put_in_place(folder);
	const int error = errno;
	bool removed =
		done && !folder->exists
			? true
			: remove_beside(folder, done ? NULL : files, count);
	if (!done)
		return refuse(folder, NULL, strerror(error));
	return removed || refuse(folder, folder->beside,
				 "what was there before is left there, as "
				 "something was added to it meanwhile");
}

/* Files of the folder, and the list behind them. */
static const struct folder_file *with_list(struct folder *folder,
					   const struct folder_file *files,
					   size_t count, struct buffer *text)
{
	struct folder_file *all =
		arena_alloc(&folder->arena, count + 1, sizeof *all);
	write_list(folder, files, count, text);
	for (size_t i = 0; i < count; i++)
		all[i] = files[i];
	all[count] = (struct folder_file){folder->list->name,
					  buffer_string(text), text->length};
	return all;
}

bool folder_can_replace(const char *path, const struct folder_list *list,
			struct diags *diags)
{
	struct folder folder = {.shown = path, .list = list, .diags = diags};
	struct buffer text = BUFFER_INIT;
	bool can = is_ours(&folder, &text);
	buffer_release(&text);
	arena_release(&folder.arena);
	return can;
}

bool folder_replace(const char *path, const struct folder_list *list,
		    const struct folder_file *files, size_t count,
		    struct diags *diags)
{
	enum { ALL = 0777 };
	struct folder folder = {.shown = path, .list = list, .diags = diags};
	struct buffer old = BUFFER_INIT, new = BUFFER_INIT;
	sigset_t held;
	const mode_t mask = umask(0);
	umask(mask);
	folder.mode = ALL & ~mask;
	bool done = is_ours(&folder, &old);
	if (done) {
		const struct folder_file *all =
			with_list(&folder, files, count, &new);
		const sigset_t before = signals_hold(&held);
		int signalled = signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
		done = replace(&folder, all, count + 1, signalled);
		if (signalled >= 0)
			close(signalled);
		/* One that came in ends the process here. */
		sigprocmask(SIG_SETMASK, &before, NULL);
	}
	buffer_release(&old);
	buffer_release(&new);
	arena_release(&folder.arena);
	return done;
}
