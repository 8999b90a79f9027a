/* Files, read at once with a limit. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

/*
 * Adds the bytes of the file, or of standard input for "-", to the buffer.  Of
 * a regular file the diags keep that it was read.
 * Fails, with a message, when it cannot be read or has more than limit bytes,
 * and where standard input is to be two files.
 */
bool file_read(const char *path, size_t limit, struct diags *diags,
	       struct buffer *content);

/*
 * Reads the same, of any size, and has its bytes taken as they come.  False
 * with a message where it cannot be read, and maybe some were taken.
 */
bool file_read_parts(const char *path, struct diags *diags,
		     void (*take)(void *context, const char *bytes,
				  size_t length),
		     void *context);

/* Keeps that the file will be read: until then no output takes its place. */
void file_expect(const char *path, struct diags *diags);

/*
 * Puts the bytes that were read from standard input back, for who reads it
 * next.  Fails, with a message, when there is no memory for a file.
 */
bool file_put_back(const struct buffer *content, struct diags *diags);

/*
 * As file_read(), for a file of a tree that nobody vouches for: it must be
 * regular. It is opened without waiting for another end, and not by way of what
 * a process has open (a link to /dev/stdin).
 */
bool file_read_regular(const char *path, size_t limit, struct diags *diags,
		       struct buffer *content);

/* Whether file_read_regular() could open it; a message where not. */
bool file_is_regular(const char *path, struct diags *diags);

/*
 * A new empty directory for temporary files, with its path in the arena;
 * NULL, with a message, when there is no place for one.
 */
char *directory_temporary(struct arena *arena, struct diags *diags);

/* Removes the directory and the files in it. */
void directory_remove(const char *path);

/* "-" is shown as <stdin>, any other path as it is. */
const char *file_shown(const char *path);

#endif
