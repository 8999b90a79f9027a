/* What is in a directory. */
#ifndef BASE_DIRECTORY_H
#define BASE_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"
#include "base/memory.h"

/* Whether there is a directory, or a file of another kind, at the path. */
bool directory_exists(const char *path);
bool directory_has_file(const char *directory, const char *name);

/*
 * The names in a directory that end in suffix and start with no dot, sorted by
 * their bytes, in the arena.  None where there is no such directory; where it
 * cannot be read none and a message, an error.
 */
size_t directory_list(const char *directory, const char *suffix,
		      struct arena *arena, struct diags *diags,
		      const char *const **names);

/* DIRECTORY/NAME in the arena, or NAME alone for ".". */
const char *directory_path(const char *directory, const char *name,
			   struct arena *arena);

/*
 * A path beside the given one: its name between head and tail, cut where it is
 * too long for them.
 */
char *directory_name_beside(const char *path, const char *head,
			    const char *tail, struct arena *arena);

#endif
