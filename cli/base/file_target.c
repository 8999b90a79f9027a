/* Which files outputs are, and what stands in their way. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/directory.h"
#include "base/file.h"
#include "base/file_target.h"

USES_MESSAGE(FILE_UNWRITABLE);

static const char *file_output_shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdout>" : path;
}

bool target_refuse(const struct replacing *replacing,
		   const struct file_target *target, const char *reason)
{
	const char *written = "";
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < replacing->count; i++) {
		const struct file_target *other = &replacing->targets[i];
		if (other->written && other != target)
			written = arena_format(
				&arena, "%s%s %s", written,
				*written ? "," : "; written by then:",
				file_output_shown(other->output->path));
	}
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

static struct file_identity identity_of(struct replacing *replacing,
					const struct file_target *target)
{
	struct stat directory;
	if (target->exists)
		return (struct file_identity){S_ISREG(target->status.st_mode),
					      target->status.st_dev,
					      target->status.st_ino, NULL};
	char *path = arena_string(&replacing->arena, target->path);
	bool known = stat(dirname(path), &directory) == 0;
	path = arena_string(&replacing->arena, target->path);
	return (struct file_identity){known, directory.st_dev, directory.st_ino,
				      basename(path)};
}

static bool find_standard_output(struct replacing *replacing,
				 struct file_target *target)
{
	if (fstat(STDOUT_FILENO, &target->status) != 0)
		return target_refuse(replacing, target, strerror(errno));
	target->exists = true;
	target->descriptor = STDOUT_FILENO;
	return true;
}

static bool find_file(struct replacing *replacing, struct file_target *target)
{
	const char *path = target->output->path;
	struct stat link;
	target->exists = stat(path, &target->status) == 0;
	if (!target->exists && errno != ENOENT)
		return target_refuse(replacing, target, strerror(errno));
	if (!target->exists && lstat(path, &link) == 0)
		return target_refuse(replacing, target,
				     "it is a link to what does not exist");
	if (target->exists)
		target->descriptor = standard_descriptor(&target->status);
	if (target->descriptor >= 0 ||
	    (target->exists && !S_ISREG(target->status.st_mode)))
		return true;
	target->path = target->exists ? realpath(path, NULL) : strdup(path);
	if (!target->path)
		return target_refuse(replacing, target, strerror(errno));
	target->beside = directory_name_beside(target->path, "", ".XXXXXX",
					       &replacing->arena);
	return true;
}

static bool find_target(struct replacing *replacing, struct file_target *target)
{
	if (!(strcmp(target->output->path, "-") == 0
		      ? find_standard_output(replacing, target)
		      : find_file(replacing, target)))
		return false;
	target->identity = identity_of(replacing, target);
	return true;
}

static bool is_one_file(const struct file_identity *a,
			const struct file_identity *b)
{
	return a->known && b->known && a->device == b->device &&
	       a->inode == b->inode && !a->name == !b->name &&
	       (!a->name || strcmp(a->name, b->name) == 0);
}

/* Whether it is the very input that it is to renew. */
static bool is_renewed(const struct file_target *target,
		       const struct input *input)
{
	const char *renews = target->output->renews;
	return renews && strcmp(file_shown(renews), input->path) == 0;
}

/* What was read of the file that the target renews; NULL: it renews none. */
static const struct input *renewed(const struct replacing *replacing,
				   const struct file_target *target)
{
	const struct diags *diags = replacing->diags;
	for (size_t i = 0; i < diags->inputs.count; i++) {
		const struct input *input = &diags->inputs.items[i];
		const struct file_identity read = {true, input->device,
						   input->inode, NULL};
		if (is_renewed(target, input) &&
		    (is_one_file(&target->identity, &read) ||
		     strcmp(target->output->path, target->output->renews) == 0))
			return input;
	}
	return NULL;
}

bool target_is_as_read(const struct replacing *replacing,
		       const struct file_target *target, const char *path)
{
	const struct input *read = renewed(replacing, target);
	struct stat now;
	return !read ||
	       (stat(path, &now) == 0 && now.st_dev == read->device &&
		now.st_ino == read->inode && now.st_size == read->size &&
		now.st_mtim.tv_sec == read->modified.tv_sec &&
		now.st_mtim.tv_nsec == read->modified.tv_nsec);
}

static bool refuse_place(struct replacing *replacing,
			 const struct file_target *target, const char *what,
			 const char *name)
{
	return target_refuse(replacing, target,
			     arena_format(&replacing->arena,
					  "it is one file with the %s %s", what,
					  name));
}

/* No output may take the place of another, or of what was read. */
static bool check_apart(struct replacing *replacing, struct file_target *target)
{
	const struct diags *diags = replacing->diags;
	for (const struct file_target *other = replacing->targets;
	     other < target; other++)
		if (is_one_file(&target->identity, &other->identity))
			return refuse_place(
				replacing, target, "output",
				file_output_shown(other->output->path));
	for (size_t i = 0; i < diags->inputs.count; i++) {
		const struct input *input = &diags->inputs.items[i];
		const struct file_identity read = {true, input->device,
						   input->inode, NULL};
		if (is_one_file(&target->identity, &read) &&
		    !is_renewed(target, input))
			return refuse_place(replacing, target, "input",
					    input->path);
	}
	return true;
}

/* Waits for who reads a pipe: nothing lies about yet. */
static bool open_directly(struct replacing *replacing,
			  struct file_target *target)
{
	if (target->path || target->descriptor >= 0)
		return true;
	target->descriptor =
		open(target->output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return target->descriptor >= 0 ||
	       target_refuse(replacing, target, strerror(errno));
}

/* --- Opening -------------------------------------------------------------- */

sigset_t signals_hold(sigset_t *held)
{
	static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
	sigset_t before;
	sigemptyset(held);
	sigprocmask(SIG_BLOCK, NULL, &before);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		struct sigaction action;
		if (!sigismember(&before, ending[i]) &&
		    sigaction(ending[i], NULL, &action) == 0 &&
		    action.sa_handler == SIG_DFL)
			sigaddset(held, ending[i]);
	}
	sigprocmask(SIG_BLOCK, held, NULL);
	return before;
}

/*
 * A file of the directory without a name, which is gone when the process is.
 * Where the file system has none it gets a name for a moment.
 */
static int open_unnamed(struct replacing *replacing, const char *directory)
{
	int descriptor = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR &&
				errno != ENOENT && errno != EINVAL))
		return descriptor;
	char *path =
		arena_format(&replacing->arena, "%s/.xsmc.XXXXXX", directory);
	sigset_t before = signals_hold(&replacing->signals);
	descriptor = mkostemp(path, O_CLOEXEC);
	int error = errno;
	if (descriptor >= 0)
		unlink(path);
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = error;
	return descriptor;
}

/* In the directory of what it will be, whose disk may be full. */
static bool open_spool(struct replacing *replacing, struct file_target *target)
{
	if (!target->output->in_parts || !target->path)
		return true;
	char *path = arena_string(&replacing->arena, target->path);
	target->spool = open_unnamed(replacing, dirname(path));
	return target->spool >= 0 ||
	       target_refuse(replacing, target, strerror(errno));
}

static bool take_steps(struct replacing *replacing,
		       bool (*const steps[])(struct replacing *replacing,
					     struct file_target *target),
		       size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < replacing->count; j++)
			if (!steps[i](replacing, &replacing->targets[j]))
				return false;
	return true;
}

bool targets_open(struct replacing *replacing)
{
	static bool (*const steps[])(struct replacing * replacing,
				     struct file_target * target) = {
		find_target, check_apart, open_directly, open_spool};
	return take_steps(replacing, steps, sizeof steps / sizeof *steps);
}

bool targets_apart(struct replacing *replacing)
{
	static bool (*const steps[])(struct replacing * replacing,
				     struct file_target *
					     target) = {check_apart};
	return take_steps(replacing, steps, 1);
}

void target_close(struct file_target *target)
{
	if (target->descriptor > STDERR_FILENO)
		close(target->descriptor);
	if (target->spool >= 0)
		close(target->spool);
	free(target->path);
}
