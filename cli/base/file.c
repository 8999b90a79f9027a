/* Reads files whole, and knows which have been read. */
#include "base/descriptor.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/memory.h"

USES_MESSAGE(FILE_TOO_LARGE);
USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(FILE_UNWRITABLE);

enum { CHUNK = 64 * 1024 };

const char *file_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

/* Of what is left of a file so many bytes, and one to see its end. */
static size_t room_for(int descriptor)
{
	struct stat status;
	const bool known = fstat(descriptor, &status) == 0 &&
			   S_ISREG(status.st_mode) && status.st_size >= 0 &&
			   status.st_size < CHUNK;
	return known ? (size_t)status.st_size + 1 : CHUNK;
}

static bool read_descriptor(int descriptor, const char *path, size_t limit,
			    struct diags *diags, struct buffer *content)
{
	struct location at = location_file(file_shown(path));
	size_t start = content->length, room = room_for(descriptor);
	for (;;) {
		char *end = buffer_reserve(content, room);
		ssize_t got = read(descriptor, end, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			diags_add(diags, MESSAGE_FILE_UNREADABLE, at, "%s",
				  strerror(errno));
			return false;
		}
		content->length += (size_t)got;
		content->data[content->length] = '\0';
		if (got == 0)
			return true;
		room -= (size_t)got;
		if (!room)
			room = CHUNK;
		if (content->length - start > limit) {
			diags_add(diags, MESSAGE_FILE_TOO_LARGE, at,
				  "more than %zu bytes", limit);
			return false;
		}
	}
}

/* No output may take its place any more. */
static void note_file(const struct stat *status, const char *path,
		      struct diags *diags)
{
	if (!S_ISREG(status->st_mode))
		return;
	*list_push(&diags->inputs, &diags->arena) = (struct input){
		.device = status->st_dev,
		.inode = status->st_ino,
		.size = status->st_size,
		.modified = status->st_mtim,
		.path = arena_string(&diags->arena, file_shown(path))};
}

static void note_input(int descriptor, const char *path, struct diags *diags)
{
	struct stat status;
	if (fstat(descriptor, &status) == 0)
		note_file(&status, path, diags);
}

void file_expect(const char *path, struct diags *diags)
{
	struct stat status;
	if (strcmp(path, "-") != 0 && stat(path, &status) == 0)
		note_file(&status, path, diags);
}

/* Nobody can read standard input any more: it would be another file. */
static void end_input(void)
{
	int descriptor = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (descriptor >= 0) {
		dup2(descriptor, STDIN_FILENO);
		close(descriptor);
	}
}

/*
 * The descriptor of the file, or of standard input for "-", which the diags
 * keep as read; -1 with a message.
 */
static int open_input(const char *path, struct diags *diags)
{
	int descriptor = STDIN_FILENO;
	if (strcmp(path, "-") == 0) {
		int flags = fcntl(STDIN_FILENO, F_GETFL);
		if (flags >= 0 && (flags & O_ACCMODE) == O_WRONLY) {
			diags_add(diags, MESSAGE_FILE_UNREADABLE,
				  location_file(file_shown("-")),
				  "standard input can be one file only");
			return -1;
		}
	} else {
		descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	}
	if (descriptor < 0)
		diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path),
			  "%s", strerror(errno));
	else
		note_input(descriptor, path, diags);
	return descriptor;
}

static void close_input(const char *path, int descriptor, bool done)
{
	if (strcmp(path, "-") != 0)
		close(descriptor);
	else if (done)
		end_input();
}

bool file_read(const char *path, size_t limit, struct diags *diags,
	       struct buffer *content)
{
	int descriptor = open_input(path, diags);
	if (descriptor < 0)
		return false;
	bool done = read_descriptor(descriptor, path, limit, diags, content);
	close_input(path, descriptor, done);
	return done;
}

bool file_read_parts(const char *path, struct diags *diags,
		     void (*take)(void *context, const char *bytes,
				  size_t length),
		     void *context)
{
	char bytes[CHUNK];
	ssize_t got;
	int descriptor = open_input(path, diags);
	if (descriptor < 0)
		return false;
	while ((got = read(descriptor, bytes, sizeof bytes)) != 0) {
		if (got > 0)
			take(context, bytes, (size_t)got);
		else if (errno != EINTR)
			break;
	}
	if (got < 0)
		diags_add(diags, MESSAGE_FILE_UNREADABLE,
			  location_file(file_shown(path)), "%s",
			  strerror(errno));
	close_input(path, descriptor, got == 0);
	return got == 0;
}

/* A descriptor, or -1 with errno. */
static int open_in_tree(const char *path)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	const struct open_how how = {.flags = (unsigned)flags,
				     .resolve = RESOLVE_NO_MAGICLINKS};
	long descriptor =
		syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
	/* Older kernels have no such call, and where it is not let pass. */
	if (descriptor < 0 && (errno == ENOSYS || errno == EPERM))
		return open(path, flags);
	return (int)descriptor;
}

/* What the kernel makes up for each reader is no file of a tree. */
static bool is_made_up(int descriptor)
{
	struct statfs system;
	return fstatfs(descriptor, &system) == 0 &&
	       (system.f_type == PROC_SUPER_MAGIC ||
		system.f_type == SYSFS_MAGIC);
}

static int open_regular(const char *path, struct diags *diags)
{
	struct stat status;
	int descriptor = open_in_tree(path);
	const char *reason = NULL;
	if (descriptor < 0)
		reason = errno == ELOOP ? "its links lead to no file of a tree"
					: strerror(errno);
	else if (fstat(descriptor, &status) != 0)
		reason = strerror(errno);
	else if (!S_ISREG(status.st_mode))
		reason = "it is no regular file";
	else if (is_made_up(descriptor))
		reason = "the kernel makes it up for each that reads it";
	if (!reason) {
		note_input(descriptor, path, diags);
		return descriptor;
	}
	diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path), "%s",
		  reason);
	if (descriptor >= 0)
		close(descriptor);
	return -1;
}

bool file_read_regular(const char *path, size_t limit, struct diags *diags,
		       struct buffer *content)
{
	int descriptor = open_regular(path, diags);
	if (descriptor < 0)
		return false;
	bool done = read_descriptor(descriptor, path, limit, diags, content);
	close(descriptor);
	return done;
}

bool file_is_regular(const char *path, struct diags *diags)
{
	int descriptor = open_regular(path, diags);
	if (descriptor >= 0)
		close(descriptor);
	return descriptor >= 0;
}

bool file_put_back(const struct buffer *content, struct diags *diags)
{
	int file = descriptor_of_bytes(content->data, content->length);
	bool done = file >= 0 && dup2(file, STDIN_FILENO) >= 0;
	if (!done)
		diags_add(diags, MESSAGE_FILE_UNREADABLE,
			  location_file(file_shown("-")), "%s",
			  strerror(errno));
	if (file >= 0)
		close(file);
	return done;
}

char *directory_temporary(struct arena *arena, struct diags *diags)
{
	const char *parent = getenv("TMPDIR");
	if (!parent || !*parent)
		parent = "/tmp";
	char *path = arena_format(arena, "%s/xsmc.XXXXXX", parent);
	if (mkdtemp(path))
		return path;
	diags_add(diags, MESSAGE_FILE_UNWRITABLE, location_file(parent),
		  "no temporary directory: %s", strerror(errno));
	return NULL;
}

void directory_remove(const char *path)
{
	DIR *directory = opendir(path);
	if (!directory)
		return;
	const struct dirent *entry;
	while ((entry = readdir(directory)))
		unlinkat(dirfd(directory), entry->d_name, 0);
	closedir(directory);
	rmdir(path);
}
