/* Open files: bytes into them, whole. */
#include <errno.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/descriptor.h"

/* Whether a write that failed is to be tried again. */
static bool may_go_on(int descriptor)
{
	struct pollfd end = {descriptor, POLLOUT, 0};
	if (errno == EAGAIN)
		poll(&end, 1, -1);
	return errno == EINTR || errno == EAGAIN;
}

bool descriptor_write(int descriptor, const char *bytes, size_t length)
{
	while (length) {
		ssize_t put = write(descriptor, bytes, length);
		if (put < 0 && may_go_on(descriptor))
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

int descriptor_of_bytes(const char *bytes, size_t length)
{
	int file = memfd_create("xsmc", MFD_CLOEXEC);
	if (file >= 0 && (!descriptor_write(file, bytes, length) ||
			  lseek(file, 0, SEEK_SET) != 0)) {
		int error = errno;
		close(file);
		errno = error;
		return -1;
	}
	return file;
}

bool descriptor_close(int descriptor, bool done)
{
	int error = errno;
	if (close(descriptor) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done;
}
