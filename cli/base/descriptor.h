/* Open files: bytes into them, whole. */
#ifndef BASE_DESCRIPTOR_H
#define BASE_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes all of it, whatever interrupts that, and waits where the other end
 * takes nothing now; false with errno.
 */
bool descriptor_write(int descriptor, const char *bytes, size_t length);

/* Closes it; whether that, and what was done before, went well: with errno. */
bool descriptor_close(int descriptor, bool done);

/* A file without a name that holds the bytes, at its start; -1 with errno. */
int descriptor_of_bytes(const char *bytes, size_t length);

#endif
