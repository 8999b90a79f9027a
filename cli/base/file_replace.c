/* Files that are replaced, all or none, whatever ends the process. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/descriptor.h"
#include "base/file_replace.h"
#include "base/file_spool.h"
#include "base/file_target.h"

USES_MESSAGE(FILE_LINKED);
USES_MESSAGE(FILE_OWNER);

/* --- Signals -------------------------------------------------------------- */

static bool is_signalled(const struct replacing *replacing)
{
	struct pollfd end = {replacing->signalled, POLLIN, 0};
	return poll(&end, 1, 0) > 0;
}

/* --- Writing -------------------------------------------------------------- */

/* Writes the bytes to a pipe, say, whose reader may have gone, or be slow. */
static bool write_through(const struct replacing *replacing,
			  const struct file_target *target)
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
static bool take_over(const struct file_target *target, int descriptor)
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
	return descriptor_write(descriptor, output->bytes, output->length) &&
	       fsync(descriptor) == 0;
}

/* Where it is to lie beside the target: new, or the spool of its parts. */
static int put_beside(struct file_target *target)
{
	if (target->output->in_parts)
		return spool_put_beside(target);
	int descriptor = mkostemp(target->beside, O_CLOEXEC);
	target->lies_beside = descriptor >= 0;
	return descriptor;
}

/* Writes the bytes beside the target; errno says what failed. */
static bool write_beside(struct file_target *target)
{
	int descriptor = put_beside(target);
	if (descriptor < 0)
		return false;
	return descriptor_close(
		descriptor, take_over(target, descriptor) &&
				    write_whole(descriptor, target->output));
}

/* --- All of them ---------------------------------------------------------- */

/* Names that still are those of the old file. */
static void tell_links(const struct replacing *replacing,
		       const struct file_target *target)
{
	if (target->exists && target->path && target->status.st_nlink > 1)
		diags_add(replacing->diags, MESSAGE_FILE_LINKED,
			  location_file(target->output->path),
			  "it had %ju names",
			  (uintmax_t)target->status.st_nlink);
}

/* What differs is told once the file is there. */
static void tell_owner(const struct replacing *replacing,
		       const struct file_target *target)
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
static bool prepare(const struct replacing *replacing,
		    struct file_target *target)
{
	(void)replacing;
	return !target->path || write_beside(target);
}

static bool write_directly(const struct replacing *replacing,
			   struct file_target *target)
{
	if (target->path || target->output->in_parts)
		return true;
	target->written = write_through(replacing, target);
	return target->written;
}

/* Takes the name only while nobody has it, where the file system can. */
static bool take_free_name(const struct file_target *target)
{
	return renameat2(AT_FDCWD, target->beside, AT_FDCWD, target->path,
			 RENAME_NOREPLACE) == 0 ||
	       ((errno == EINVAL || errno == ENOSYS) &&
		rename(target->beside, target->path) == 0);
}

/*
 * Takes the place of a file that was read, unless it has changed since then.
 * The two are exchanged, so that a change in the last moment is seen, and comes
 * back, where the file system can do that.
 */
static bool renew(const struct replacing *replacing, struct file_target *target)
{
	const char *new = target->beside, *old = target->path;
	target->changed = !target_is_as_read(replacing, target, old);
	if (target->changed)
		return false;
	if (!target->exists)
		return take_free_name(target);
	if (renameat2(AT_FDCWD, new, AT_FDCWD, old, RENAME_EXCHANGE) != 0)
		return (errno == EINVAL || errno == ENOSYS) &&
		       rename(new, old) == 0;
	target->changed = !target_is_as_read(replacing, target, new);
	if (!target->changed)
		/* What is beside now is the old one. */
		return unlink(new) == 0;
	/* Where it does not come back, it stays beside. */
	if (renameat2(AT_FDCWD, new, AT_FDCWD, old, RENAME_EXCHANGE) != 0)
		target->changed = target->lies_beside = false;
	return false;
}

static bool put_in_place(const struct replacing *replacing,
			 struct file_target *target)
{
	if (!target->path)
		return true;
	target->written = target->output->renews ? renew(replacing, target)
			  : target->exists
				  ? rename(target->beside, target->path) == 0
				  : take_free_name(target);
	if (target->written)
		target->lies_beside = false;
	return target->written;
}

static void discard(struct file_target *target)
{
	if (target->lies_beside)
		unlink(target->beside);
	target->lies_beside = false;
}

/* NULL, or the target that could not be written, and errno. */
static struct file_target *write_targets(struct replacing *replacing)
{
	static bool (*const steps[])(const struct replacing *replacing,
				     struct file_target *target) = {
		prepare, write_directly, put_in_place};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		for (size_t j = 0; j < replacing->count; j++) {
			struct file_target *target = &replacing->targets[j];
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
	sigset_t before = signals_hold(&replacing->signals);
	replacing->signalled =
		signalfd(-1, &replacing->signals, SFD_CLOEXEC | SFD_NONBLOCK);
	struct file_target *failed = replacing->signalled >= 0
					     ? write_targets(replacing)
					     : replacing->targets;
	int error = errno;
	for (size_t i = 0; i < replacing->count; i++)
		discard(&replacing->targets[i]);
	if (replacing->signalled >= 0)
		close(replacing->signalled);
	/* One that came in ends the process here. */
	sigprocmask(SIG_SETMASK, &before, NULL);
	return !failed ||
	       target_refuse(replacing, failed,
			     failed->changed
				     ? "it was changed since it was read"
				     : strerror(error));
}

/* Whether no part of an output got lost on its way. */
static bool check_parts(const struct replacing *replacing)
{
	for (size_t i = 0; i < replacing->count; i++) {
		const struct file_target *target = &replacing->targets[i];
		if (target->error)
			return target_refuse(replacing, target,
					     strerror(target->error));
	}
	return true;
}

struct replacing *file_replace_start(const struct file_output *outputs,
				     size_t count, struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	struct replacing *replacing = arena_alloc(&arena, 1, sizeof *replacing);
	replacing->count = count;
	replacing->diags = diags;
	replacing->signalled = -1;
	replacing->targets =
		arena_alloc(&arena, count, sizeof *replacing->targets);
	replacing->arena = arena;
	for (size_t i = 0; i < count; i++)
		replacing->targets[i] = (struct file_target){
			.output = &outputs[i], .descriptor = -1, .spool = -1};
	if (targets_open(replacing))
		return replacing;
	file_replace_drop(replacing);
	return NULL;
}

void file_replace_add(struct replacing *replacing, size_t output,
		      const char *bytes, size_t length)
{
	spool_add(&replacing->targets[output], bytes, length);
}

bool file_replace_finish(struct replacing *replacing)
{
	bool done = targets_apart(replacing) && check_parts(replacing) &&
		    write_all(replacing);
	for (size_t i = 0; done && i < replacing->count; i++) {
		tell_owner(replacing, &replacing->targets[i]);
		tell_links(replacing, &replacing->targets[i]);
	}
	file_replace_drop(replacing);
	return done;
}

void file_replace_drop(struct replacing *replacing)
{
	struct arena arena = replacing->arena;
	for (size_t i = 0; i < replacing->count; i++)
		target_close(&replacing->targets[i]);
	arena_release(&arena);
}

bool file_replace_all(const struct file_output *outputs, size_t count,
		      struct diags *diags)
{
	if (!count)
		return true;
	struct replacing *replacing = file_replace_start(outputs, count, diags);
	return replacing && file_replace_finish(replacing);
}

bool file_replace(const char *path, const char *bytes, size_t length,
		  struct diags *diags)
{
	const struct file_output output = {
		.path = path, .bytes = bytes, .length = length};
	return file_replace_all(&output, 1, diags);
}
