/* Open files: bytes into them, whole. */
#ifndef BASE_DESCRIPTOR_H
#define BASE_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all of it, whatever interrupts that; false with errno. */
bool descriptor_write(int descriptor, const char *bytes, size_t length);

/* A file without a name that holds the bytes, at its start; -1 with errno. */
int descriptor_of_bytes(const char *bytes, size_t length);

#endif
