#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

/* Nobody can read standard input any more: it would be another file. */
static void end_input(void)
{
	int descriptor = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (descriptor >= 0) {
		dup2(descriptor, STDIN_FILENO);
		close(descriptor);
	}
}

static bool read_input(size_t limit, struct diags *diags,
		       struct buffer *content)
{
	int flags = fcntl(STDIN_FILENO, F_GETFL);
	if (flags >= 0 && (flags & O_ACCMODE) == O_WRONLY) {
		diags_add(diags, MESSAGE_FILE_UNREADABLE,
			  location_file(file_shown("-")),
			  "standard input can be one file only");
		return false;
	}
	bool done = read_descriptor(STDIN_FILENO, "-", limit, diags, content);
	if (done)
		end_input();
	return done;
}

bool file_read(const char *path, size_t limit, struct diags *diags,
	       struct buffer *content)
{
	if (strcmp(path, "-") == 0)
		return read_input(limit, diags, content);
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
	if (!reason)
		return descriptor;
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

bool file_put_back(const struct buffer *content, struct diags *diags)
{
	int file = memfd_create("xsmc", MFD_CLOEXEC);
	bool done =
		file >= 0 && write_all(file, content->data, content->length) &&
		lseek(file, 0, SEEK_SET) == 0 && dup2(file, STDIN_FILENO) >= 0;
	if (!done)
		diags_add(diags, MESSAGE_FILE_UNREADABLE,
			  location_file(file_shown("-")), "%s",
			  strerror(errno));
	if (file >= 0)
		close(file);
	return done;
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

/* A file on its way: what is beside it, and what that is renamed to. */
struct pending {
	char *beside; /* NULL: nothing has to be renamed */
	char *target;
};

/* Writes the bytes beside the target; errno says what failed. */
static bool write_beside(struct pending *pending, mode_t mode,
			 const struct file_output *output)
{
	struct buffer name = BUFFER_INIT;
	buffer_format(&name, "%s.XXXXXX", pending->target);
	int descriptor = mkstemp(name.data);
	if (descriptor < 0) {
		int error = errno;
		buffer_release(&name);
		errno = error;
		return false;
	}
	pending->beside = name.data;
	bool moded = fchmod(descriptor, mode) == 0;
	return write_and_close(descriptor, output->bytes, output->length,
			       true) &&
	       moded;
}

/* Writes the bytes to a pipe, say, whose reader may have gone. */
static bool write_through(int descriptor, const struct file_output *output)
{
	return write_all(descriptor, output->bytes, output->length) ||
	       errno == EPIPE;
}

static bool write_directly(const struct file_output *output)
{
	int descriptor = open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return false;
	bool done = write_through(descriptor, output);
	int error = errno;
	close(descriptor);
	errno = error;
	return done;
}

/* Standard output or error, where the file is what that was sent to; or -1. */
static int standard_descriptor(const struct stat *status)
{
	struct stat own;
	for (int i = STDOUT_FILENO; i <= STDERR_FILENO; i++)
		if (fstat(i, &own) == 0 && own.st_dev == status->st_dev &&
		    own.st_ino == status->st_ino)
			return i;
	return -1;
}

static bool prepare(const struct file_output *output, struct pending *pending)
{
	struct stat status;
	bool exists = stat(output->path, &status) == 0;
	if (!exists && errno != ENOENT)
		return false;
	int standard = exists ? standard_descriptor(&status) : -1;
	if (standard >= 0)
		return write_through(standard, output);
	if (exists && !S_ISREG(status.st_mode))
		return write_directly(output);
	pending->target =
		exists ? realpath(output->path, NULL) : strdup(output->path);
	return pending->target && write_beside(pending,
					       exists ? status.st_mode & 07777
						      : mode_for_new_file(),
					       output);
}

static bool commit(struct pending *pending)
{
	if (!pending->beside)
		return true;
	if (rename(pending->beside, pending->target) != 0)
		return false;
	free(pending->beside);
	pending->beside = NULL;
	return true;
}

static void discard(struct pending *pending)
{
	if (pending->beside)
		unlink(pending->beside);
	free(pending->beside);
	free(pending->target);
}

/* Whether both paths are one regular file, by links too. */
static bool is_one_file(const char *a, const char *b)
{
	struct stat first, second;
	return stat(a, &first) == 0 && stat(b, &second) == 0 &&
	       S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

/* No output may take the place of another. */
static bool are_apart(const struct file_output *outputs, size_t count,
		      struct diags *diags)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (!is_one_file(outputs[i].path, outputs[j].path))
				continue;
			diags_add(diags, MESSAGE_FILE_UNWRITABLE,
				  location_file(outputs[i].path),
				  "it is one file with the output %s",
				  outputs[j].path);
			return false;
		}
	}
	return true;
}

bool file_replace_all(const struct file_output *outputs, size_t count,
		      struct diags *diags)
{
	if (!are_apart(outputs, count, diags))
		return false;
	struct arena arena = ARENA_INIT;
	struct pending *pending = arena_alloc(&arena, count, sizeof *pending);
	bool done = true;
	for (size_t step = 0; done && step < 2 * count; step++) {
		size_t i = step % count;
		done = step < count ? prepare(&outputs[i], &pending[i])
				    : commit(&pending[i]);
		if (!done)
			diags_add(diags, MESSAGE_FILE_UNWRITABLE,
				  location_file(outputs[i].path), "%s",
				  strerror(errno));
	}
	for (size_t i = 0; i < count; i++)
		discard(&pending[i]);
	arena_release(&arena);
	return done;
}

bool file_replace(const char *path, const char *bytes, size_t length,
		  struct diags *diags)
{
	const struct file_output output = {path, bytes, length};
	return file_replace_all(&output, 1, diags);
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
