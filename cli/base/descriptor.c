/* Open files: bytes into them, whole. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/descriptor.h"

bool descriptor_write(int descriptor, const char *bytes, size_t length)
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
