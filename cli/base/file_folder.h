/* A folder of files, replaced whole or not at all. */
#ifndef BASE_FILE_FOLDER_H
#define BASE_FILE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

/* A file of it. */
struct folder_file {
	const char *name; /* "op/NAME.html": at most one folder deep */
	const char *bytes;
	size_t length;
};

/* What tells such a folder from others. */
struct folder_list {
	const char *name;  /* of the file that lists the others */
	const char *title; /* its first line */
};

/*
 * Makes the folder hold these files, and one that lists them, and nothing else;
 * the names are all different.
 *
 * One that holds a file which its list does not name, or that has no list, is
 * refused, and stays as it is.  The new files are written into a folder beside
 * it, and flushed to the disk; then the two change places at once, where the
 * file system can do that, or else by two renames, and the old files are
 * removed.  So at any time there is the old folder or the new one (or, between
 * two renames, neither), and never a mixture.  A symbolic link to a folder is
 * followed.  False with a message where it stays as it was; what ends the
 * process by SIGHUP, SIGINT or SIGTERM leaves nothing lying about.
 */
bool folder_replace(const char *path, const struct folder_list *list,
		    const struct folder_file *files, size_t count,
		    struct diags *diags);

/*
 * Whether it would be refused, with a message: to be told before the files are
 * made.
 */
bool folder_can_replace(const char *path, const struct folder_list *list,
			struct diags *diags);

#endif
