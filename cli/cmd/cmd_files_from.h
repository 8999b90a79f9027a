/* --files-from: inputs whose names stand in a file. */
#ifndef CMD_CMD_FILES_FROM_H
#define CMD_CMD_FILES_FROM_H

struct session;

/* A row of a table of options; path: where it goes. */
#define FILES_FROM_OPTION(path)                                         \
	{                                                               \
		"files-from", '\0', POPT_ARG_STRING, &(path), 0,        \
			"the inputs that the file names as well, one a" \
			" line",                                        \
			"FILE"                                          \
	}

/*
 * Adds the names that the file has behind those that were given, both lists
 * NULL-terminated; path: the file, or NULL.  NULL with a message where it
 * cannot be read, or names nothing.
 */
const char **files_from_read(struct session *session, const char *path,
			     const char **given);

#endif
