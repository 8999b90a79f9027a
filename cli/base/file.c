#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { CHUNK = 64 * 1024 };

const char *file_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static bool read_descriptor(int descriptor, const char *path, size_t limit,
			    struct diags *diags, struct buffer *content)
{
	struct location at = location_file(file_shown(path));
	size_t start = content->length;
	for (;;) {
		char *end = buffer_reserve(content, CHUNK);
		ssize_t got = read(descriptor, end, CHUNK);
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
		if (content->length - start > limit) {
			diags_add(diags, MESSAGE_FILE_TOO_LARGE, at,
				  "more than %zu bytes", limit);
			return false;
		}
	}
}

bool file_read(const char *path, size_t limit, struct diags *diags,
	       struct buffer *content)
{
	if (strcmp(path, "-") == 0)
		return read_descriptor(STDIN_FILENO, path, limit, diags,
				       content);
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0) {
		diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path),
			  "%s", strerror(errno));
		return false;
	}
	bool done = read_descriptor(descriptor, path, limit, diags, content);
	close(descriptor);
	return done;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
	while (length) {
		ssize_t put = write(descriptor, bytes, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

/* Writes a descriptor that is closed in any case; errno says what failed. */
static bool write_and_close(int descriptor, const char *bytes, size_t length,
			    bool sync)
{
	bool done = write_all(descriptor, bytes, length) &&
		    (!sync || fsync(descriptor) == 0);
	int error = errno;
	if (close(descriptor) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done;
}

static mode_t mode_for_new_file(void)
{
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static bool replace_regular(const char *path, mode_t mode, const char *bytes,
			    size_t length)
{
	struct buffer beside = BUFFER_INIT;
	buffer_format(&beside, "%s.XXXXXX", path);
	int descriptor = mkstemp(beside.data);
	bool done = false;
	int error = errno;
	if (descriptor >= 0) {
		done = fchmod(descriptor, mode) == 0;
		done = write_and_close(descriptor, bytes, length, true) && done;
		done = done && rename(beside.data, path) == 0;
		error = errno;
		if (!done)
			unlink(beside.data);
	}
	buffer_release(&beside);
	errno = error;
	return done;
}

static bool replace(const char *path, const char *bytes, size_t length)
{
	struct stat status;
	if (stat(path, &status) != 0) {
		if (errno != ENOENT)
			return false;
		return replace_regular(path, mode_for_new_file(), bytes,
				       length);
	}
	if (!S_ISREG(status.st_mode)) {
		int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return descriptor >= 0 &&
		       write_and_close(descriptor, bytes, length, false);
	}
	char *followed = realpath(path, NULL);
	bool done =
		followed && replace_regular(followed, status.st_mode & 07777,
					    bytes, length);
	int error = errno;
	free(followed);
	errno = error;
	return done;
}

bool file_replace(const char *path, const char *bytes, size_t length,
		  struct diags *diags)
{
	if (replace(path, bytes, length))
		return true;
	diags_add(diags, MESSAGE_FILE_UNWRITABLE, location_file(path), "%s",
		  strerror(errno));
	return false;
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
