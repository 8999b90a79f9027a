/* Files that were built into the program: templates and the like. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

/* A row of what cli/gen/gen_text.c wrote at build time. */
struct embedded_file {
	const char *name;  /* "status.md"; NULL behind the last row */
	const char *bytes; /* with a NUL behind them */
	size_t length;
};

extern const struct embedded_file embedded_files[];

/*
 * The bytes of the file of that name, with a NUL behind them; NULL: there is
 * none.  length may be NULL.
 */
const char *embedded_find(const char *name, size_t *length);

#endif
