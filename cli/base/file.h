/* Files, whole: read at once with a limit, replaced at once or not at all. */
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

/* A file and what it is to hold. */
struct file_output {
	const char *path; /* "-": standard output */
	const char *bytes;
	size_t length;
	const char *renews; /* the input whose place it may take, or NULL */
	bool in_parts;	    /* the bytes come by file_replace_add() */
};

/*
 * Makes the files hold these bytes: all are written beside and flushed to the
 * disk, then all are renamed.  On failure, with a message, each is as it was;
 * where some had been written by then, the message names them.
 *
 * A device, a pipe and what standard output or error was sent to are written
 * directly, and a reader that is gone is no failure.  A symbolic link is
 * followed, and refused where it leads to nothing.  So is, before anything is
 * written, an output that is one file with another or with a file that was
 * read with these diags.  A file that exists keeps its owner, group and mode,
 * or a warning says so.  A signal that ends the process (SIGHUP, SIGINT,
 * SIGTERM) leaves no file lying about.
 */
bool file_replace_all(const struct file_output *outputs, size_t count,
		      struct diags *diags);
bool file_replace(const char *path, const char *bytes, size_t length,
		  struct diags *diags);

/*
 * The same in steps, for outputs that need not be in memory as a whole.  The
 * start finds and opens them all: what it refuses, with a message and NULL, is
 * untouched.  Parts of an output that is written directly are written as they
 * come, those of a file to another one without a name beside it.  The finish
 * puts the files in their places; what failed before is a message then.  Either
 * of the last two ends it.  The outputs must live until then.
 */
struct replacing;
struct replacing *file_replace_start(const struct file_output *outputs,
				     size_t count, struct diags *diags);
void file_replace_add(struct replacing *replacing, size_t output,
		      const char *bytes, size_t length);
bool file_replace_finish(struct replacing *replacing);
void file_replace_drop(struct replacing *replacing);

/*
 * A new empty directory for temporary files, with its path in the arena;
 * NULL, with a message, when there is no place for one.
 */
char *directory_temporary(struct arena *arena, struct diags *diags);

/* Removes the directory and the files in it. */
void directory_remove(const char *path);

/* "-" is shown as <stdin>, or <stdout>, any other path as it is. */
const char *file_shown(const char *path);
const char *file_output_shown(const char *path);

#endif
