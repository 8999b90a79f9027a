/* Scripts for shells that complete what is typed behind xsmc. */
#ifndef CMD_CMD_COMPLETION_H
#define CMD_CMD_COMPLETION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "cmd/cmd_option.h"

/* A command with its options; the first of all is xsmc itself, without one. */
struct completed {
	const char *name;	       /* "", or "policy build" */
	const struct command *command; /* or NULL */
	struct option_rows rows;
};

/* What is completed: xsmc, and the commands sorted by name. */
struct completion {
	struct arena *arena;
	const struct completed *list;
	size_t count;
};

/* Adds the script for the shell; false: there is none for one of that name. */
bool completion_write(const char *shell, struct buffer *out);

#endif
