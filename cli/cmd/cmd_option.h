/* The options of a command as its usage has them, for whoever shows them. */
#ifndef CMD_CMD_OPTION_H
#define CMD_CMD_OPTION_H

#include <popt.h>
#include <stdbool.h>

#include "base/memory.h"

struct command;

struct option_row {
	const char *name; /* "release", or NULL */
	char letter;	  /* 'r', or NUL */
	/* The name of what it takes: kinds of values (cmd_value.h); or NULL. */
	const char *value;
	const char *summary;
	bool repeats; /* it may be given several times */
	bool common;  /* one of those that several commands have */
};

struct option_rows {
	struct arena *arena;
	list_of(struct option_row) list;
};

/* Adds the rows of popt's table, and of those in it. */
void option_rows_read(const struct poptOption *options,
		      struct option_rows *rows);

/* Adds the rows of the command, which is asked for them. */
void option_rows_of(const struct command *command, struct option_rows *rows);

#endif
