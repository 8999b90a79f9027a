/* Files that are replaced, all or none, whatever ends the process. */
#ifndef BASE_FILE_REPLACE_H
#define BASE_FILE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

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

#endif
