/* Files that are replaced, all or none, whatever ends the process. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

const char *file_output_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdout>" : path;
}

/* One file is of one directory and name, or, where it exists, of one inode. */
struct identity {
	bool known;
	dev_t device;
	ino_t inode;	  /* of its directory where there is a name */
	const char *name; /* NULL: the file exists */
};

/* A file on its way. */
struct target {
	const struct file_output *output;
	struct stat status;
	bool exists, lies_beside, written;
	int descriptor; /* that is written directly; or -1 */
	char *path;	/* of what is replaced; NULL: it is written directly */
	char *beside;	/* the path of what is renamed to that */
	struct identity identity;
};

struct replacing {
	struct target *targets;
	size_t count;
	struct arena arena;
	struct diags *diags;
	sigset_t signals; /* that are held back while files lie about */
	int signalled;	  /* readable when one came in; or -1 */
};

static bool refuse(const struct replacing *replacing,
		   const struct target *target, const char *reason)
{
	const char *written = "";
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < replacing->count; i++)
		if (replacing->targets[i].written)
			written = arena_format(
				&arena, "%s%s %s", written,
				*written ? "," : "; written by then:",
				file_output_shown(
					replacing->targets[i].output->path));
	diags_add(replacing->diags, MESSAGE_FILE_UNWRITABLE,
		  location_file(file_output_shown(target->output->path)),
		  "%s%s", reason, written);
	arena_release(&arena);
	return false;
}

/* --- Which files these are ------------------------------------------------ */

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

static struct identity identity_of(struct replacing *replacing,
				   const struct target *target)
{
	struct stat directory;
	if (target->exists)
		return (struct identity){S_ISREG(target->status.st_mode),
					 target->status.st_dev,
					 target->status.st_ino, NULL};
	char *path = arena_string(&replacing->arena, target->path);
	bool known = stat(dirname(path), &directory) == 0;
	path = arena_string(&replacing->arena, target->path);
	return (struct identity){known, directory.st_dev, directory.st_ino,
				 basename(path)};
}

static bool find_standard_output(struct replacing *replacing,
				 struct target *target)
{
	if (fstat(STDOUT_FILENO, &target->status) != 0)
		return refuse(replacing, target, strerror(errno));
	target->exists = true;
	target->descriptor = STDOUT_FILENO;
	return true;
}

static bool find_file(struct replacing *replacing, struct target *target)
{
	const char *path = target->output->path;
	struct stat link;
	target->exists = stat(path, &target->status) == 0;
	if (!target->exists && errno != ENOENT)
		return refuse(replacing, target, strerror(errno));
	if (!target->exists && lstat(path, &link) == 0)
		return refuse(replacing, target,
			      "it is a link to what does not exist");
	if (target->exists)
		target->descriptor = standard_descriptor(&target->status);
	if (target->descriptor >= 0 ||
	    (target->exists && !S_ISREG(target->status.st_mode)))
		return true;
	target->path = target->exists ? realpath(path, NULL) : strdup(path);
	if (!target->path)
		return refuse(replacing, target, strerror(errno));
	target->beside =
		arena_format(&replacing->arena, "%s.XXXXXX", target->path);
	return true;
}

static bool find_target(struct replacing *replacing, struct target *target)
{
	if (!(strcmp(target->output->path, "-") == 0
		      ? find_standard_output(replacing, target)
		      : find_file(replacing, target)))
		return false;
	target->identity = identity_of(replacing, target);
	return true;
}

static bool is_one_file(const struct identity *a, const struct identity *b)
{
	return a->known && b->known && a->device == b->device &&
	       a->inode == b->inode && !a->name == !b->name &&
	       (!a->name || strcmp(a->name, b->name) == 0);
}

/* Whether it is the very input that it is to renew. */
static bool is_renewed(const struct target *target, const struct input *input)
{
	const char *renews = target->output->renews;
	return renews && strcmp(file_shown(renews), input->path) == 0;
}

static bool refuse_place(struct replacing *replacing,
			 const struct target *target, const char *what,
			 const char *name)
{
	return refuse(replacing, target,
		      arena_format(&replacing->arena,
				   "it is one file with the %s %s", what,
				   name));
}

/* No output may take the place of another, or of what was read. */
static bool check_apart(struct replacing *replacing, struct target *target)
{
	const struct diags *diags = replacing->diags;
	for (const struct target *other = replacing->targets; other < target;
	     other++)
		if (is_one_file(&target->identity, &other->identity))
			return refuse_place(
				replacing, target, "output",
				file_output_shown(other->output->path));
	for (size_t i = 0; i < diags->inputs.count; i++) {
		const struct input *input = &diags->inputs.items[i];
		const struct identity read = {true, input->device, input->inode,
					      NULL};
		if (is_one_file(&target->identity, &read) &&
		    !is_renewed(target, input))
			return refuse_place(replacing, target, "input",
					    input->path);
	}
	return true;
}

/* Waits for who reads a pipe: nothing lies about yet. */
static bool open_directly(struct replacing *replacing, struct target *target)
{
	if (target->path || target->descriptor >= 0)
		return true;
	target->descriptor =
		open(target->output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return target->descriptor >= 0 ||
	       refuse(replacing, target, strerror(errno));
}

/* --- Signals -------------------------------------------------------------- */

/* Those that would end the process here; the old mask is returned. */
static bool hold_signals(struct replacing *replacing, sigset_t *before)
{
	static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
	sigemptyset(&replacing->signals);
	sigprocmask(SIG_BLOCK, NULL, before);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		struct sigaction action;
		if (!sigismember(before, ending[i]) &&
		    sigaction(ending[i], NULL, &action) == 0 &&
		    action.sa_handler == SIG_DFL)
			sigaddset(&replacing->signals, ending[i]);
	}
	sigprocmask(SIG_BLOCK, &replacing->signals, NULL);
	replacing->signalled =
		signalfd(-1, &replacing->signals, SFD_CLOEXEC | SFD_NONBLOCK);
	return replacing->signalled >= 0;
}

static bool is_signalled(const struct replacing *replacing)
{
	struct pollfd end = {replacing->signalled, POLLIN, 0};
	return poll(&end, 1, 0) > 0;
}

/* --- Writing -------------------------------------------------------------- */

/* Writes the bytes to a pipe, say, whose reader may have gone, or be slow. */
static bool write_through(const struct replacing *replacing,
			  const struct target *target)
{
	const char *bytes = target->output->bytes;
	size_t left = target->output->length;
	while (left) {
		struct pollfd ends[] = {{target->descriptor, POLLOUT, 0},
					{replacing->signalled, POLLIN, 0}};
		if (poll(ends, 2, -1) < 0 && errno != EINTR)
			return false;
		if (ends[1].revents) {
			errno = EINTR;
			return false;
		}
		ssize_t put = write(target->descriptor, bytes,
				    left < PIPE_BUF ? left : PIPE_BUF);
		if (put < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (put < 0)
			return errno == EPIPE;
		bytes += put;
		left -= (size_t)put;
	}
	return true;
}

static mode_t mode_for_new_file(void)
{
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

/*
 * Gives the new file the owner, group and mode of the old one.  Where they
 * cannot be had, it does not run with the rights of another one either.
 */
static bool take_over(const struct target *target, int descriptor)
{
	enum { SPECIAL = S_ISUID | S_ISGID };
	const struct stat *old = &target->status;
	struct stat new;
	mode_t mode = old->st_mode & 07777;
	if (!target->exists)
		return fchmod(descriptor, mode_for_new_file()) == 0;
	if (fchown(descriptor, old->st_uid, old->st_gid) != 0 &&
	    fchown(descriptor, (uid_t)-1, old->st_gid) != 0)
		mode &= ~(mode_t)SPECIAL;
	if (fstat(descriptor, &new) != 0)
		return false;
	if (new.st_uid != old->st_uid)
		mode &= ~(mode_t)SPECIAL;
	return fchmod(descriptor, mode) == 0;
}

static bool write_whole(int descriptor, const struct file_output *output)
{
	const char *bytes = output->bytes;
	size_t left = output->length;
	while (left) {
		ssize_t put = write(descriptor, bytes, left);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		left -= (size_t)put;
	}
	return fsync(descriptor) == 0;
}

/* Writes the bytes beside the target; errno says what failed. */
static bool write_beside(struct target *target)
{
	int descriptor = mkostemp(target->beside, O_CLOEXEC);
	if (descriptor < 0)
		return false;
	target->lies_beside = true;
	bool done = take_over(target, descriptor) &&
		    write_whole(descriptor, target->output);
	int error = errno;
	if (close(descriptor) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done;
}

/* --- All of them ---------------------------------------------------------- */

/* What differs is told once the file is there. */
static void tell_owner(const struct replacing *replacing,
		       const struct target *target)
{
	const struct stat *old = &target->status;
	struct stat new;
	/* What is written through has no path, and stays what it is. */
	if (!target->exists || !target->path || stat(target->path, &new) != 0 ||
	    (new.st_uid == old->st_uid &&new.st_gid ==
	     old->st_gid &&new.st_mode == old->st_mode))
		return;
	diags_add(replacing->diags, MESSAGE_FILE_OWNER,
		  location_file(target->output->path),
		  "user %u, group %u, mode %04o became user %u, group %u, mode "
		  "%04o",
		  old->st_uid, old->st_gid, old->st_mode & 07777, new.st_uid,
		  new.st_gid, new.st_mode & 07777);
}

/* Each is made of all targets before the next; errno says what failed. */
static bool prepare(const struct replacing *replacing, struct target *target)
{
	(void)replacing;
	return !target->path || write_beside(target);
}

static bool write_directly(const struct replacing *replacing,
			   struct target *target)
{
	if (!target->path)
		target->written = write_through(replacing, target);
	return target->path || target->written;
}

static bool put_in_place(const struct replacing *replacing,
			 struct target *target)
{
	(void)replacing;
	if (!target->path)
		return true;
	target->written = rename(target->beside, target->path) == 0;
	target->lies_beside = !target->written;
	return target->written;
}

static void discard(struct target *target)
{
	if (target->lies_beside)
		unlink(target->beside);
	target->lies_beside = false;
}

/* NULL, or the target that could not be written, and errno. */
static struct target *write_targets(struct replacing *replacing)
{
	static bool (*const steps[])(const struct replacing *replacing,
				     struct target *target) = {
		prepare, write_directly, put_in_place};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		for (size_t j = 0; j < replacing->count; j++) {
			struct target *target = &replacing->targets[j];
			if (is_signalled(replacing)) {
				errno = EINTR;
				return target;
			}
			if (!steps[i](replacing, target))
				return target;
		}
	}
	return NULL;
}

/* Nothing is allocated while files lie about: that could end the process. */
static bool write_all(struct replacing *replacing)
{
	sigset_t before;
	struct target *failed = hold_signals(replacing, &before)
					? write_targets(replacing)
					: replacing->targets;
	int error = errno;
	for (size_t i = 0; i < replacing->count; i++)
		discard(&replacing->targets[i]);
	if (replacing->signalled >= 0)
		close(replacing->signalled);
	/* One that came in ends the process here. */
	sigprocmask(SIG_SETMASK, &before, NULL);
	return !failed || refuse(replacing, failed, strerror(error));
}

static bool replace(struct replacing *replacing)
{
	static bool (*const steps[])(struct replacing * replacing,
				     struct target * target) = {
		find_target, check_apart, open_directly};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (size_t j = 0; j < replacing->count; j++)
			if (!steps[i](replacing, &replacing->targets[j]))
				return false;
	return write_all(replacing);
}

static void release(struct replacing *replacing)
{
	for (size_t i = 0; i < replacing->count; i++) {
		const struct target *target = &replacing->targets[i];
		if (target->descriptor > STDERR_FILENO)
			close(target->descriptor);
		free(target->path);
	}
	arena_release(&replacing->arena);
}

bool file_replace_all(const struct file_output *outputs, size_t count,
		      struct diags *diags)
{
	struct replacing replacing = {
		.count = count, .diags = diags, .signalled = -1};
	replacing.targets =
		arena_alloc(&replacing.arena, count, sizeof *replacing.targets);
	for (size_t i = 0; i < count; i++)
		replacing.targets[i] = (struct target){.output = &outputs[i],
						       .descriptor = -1};
	bool done = !count || replace(&replacing);
	for (size_t i = 0; done && i < count; i++)
		tell_owner(&replacing, &replacing.targets[i]);
	release(&replacing);
	return done;
}

bool file_replace(const char *path, const char *bytes, size_t length,
		  struct diags *diags)
{
	const struct file_output output = {path, bytes, length, NULL};
	return file_replace_all(&output, 1, diags);
}
