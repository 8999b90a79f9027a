/* What went wrong, where: messages for the user, collected on the way. */
#ifndef BASE_DIAGS_H
#define BASE_DIAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "base/memory.h"
#include "base/message.h"

/* line and column count from 1; 0: not known. file NULL: no file. */
struct location {
	const char *file;
	unsigned line, column;
};

struct diag {
	const struct message *message;
	struct location at; /* file is a copy */
	const char *detail;
};

/* A regular file that was read, and its name in messages, a copy. */
struct input {
	dev_t device;
	ino_t inode;
	off_t size; /* when it was opened, as is the time */
	struct timespec modified;
	const char *path;
};

/* Start with DIAGS_INIT; all memory is the diags' own. */
struct diags {
	struct arena arena;
	list_of(struct diag) list;
	size_t errors;
	list_of(struct input) inputs; /* what base/file.h read */
};

#define DIAGS_INIT                                  \
	{                                           \
		ARENA_INIT, LIST_INIT, 0, LIST_INIT \
	}

void diags_release(struct diags *diags);

/* Adds a message: where, and what in particular, in printf's way. */
void diags_add(struct diags *diags, const struct message *message,
	       struct location at, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));

/* Adds the messages of others behind these, and their inputs. */
void diags_add_all(struct diags *diags, const struct diags *others);

/* Adds their inputs alone: what went wrong there is of no interest. */
void diags_add_inputs(struct diags *diags, const struct diags *others);

/* The location of a whole file, or of nothing (NULL). */
struct location location_file(const char *file);

#endif
