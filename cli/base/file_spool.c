/* Outputs that come in parts: to where they go, or to a file without a name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/descriptor.h"
#include "base/file_spool.h"
#include "base/file_target.h"

void spool_add(struct file_target *target, const char *bytes, size_t length)
{
	if (!length || target->error || target->reader_gone)
		return;
	int descriptor = target->path ? target->spool : target->descriptor;
	if (descriptor_write(descriptor, bytes, length))
		target->written = !target->path;
	else if (errno == EPIPE && !target->path)
		target->reader_gone = true;
	else
		target->error = errno;
}

/* --- To its place --------------------------------------------------------- */

/* The file of the spool under the name that lies beside, which is free. */
static bool link_spool(struct file_target *target)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/self/fd/%d", target->spool);
	target->lies_beside = linkat(AT_FDCWD, path, AT_FDCWD, target->beside,
				     AT_SYMLINK_FOLLOW) == 0;
	return target->lies_beside;
}

static bool copy_spool(const struct file_target *target, int descriptor)
{
	char part[1 << 14];
	off_t at = 0;
	ssize_t got;
	while ((got = pread(target->spool, part, sizeof part, at)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || !descriptor_write(descriptor, part, (size_t)got))
			return false;
		at += got;
	}
	return true;
}

/* The spool is a file of its own, or cannot be given a name. */
static int make_copy(struct file_target *target)
{
	int descriptor = open(target->beside,
			      O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	target->lies_beside = descriptor >= 0;
	if (descriptor < 0 || copy_spool(target, descriptor))
		return descriptor;
	int error = errno;
	close(descriptor);
	errno = error;
	return -1;
}

int spool_put_beside(struct file_target *target)
{
	int descriptor = mkostemp(target->beside, O_CLOEXEC);
	if (descriptor < 0)
		return -1;
	close(descriptor);
	target->lies_beside = true;
	if (unlink(target->beside) != 0)
		return -1;
	if (!link_spool(target))
		return make_copy(target);
	descriptor = target->spool;
	target->spool = -1;
	return descriptor;
}
