/* The shells, a file each: how what is completed is told to them. */
#ifndef CMD_CMD_COMPLETION_TABLE_H
#define CMD_CMD_COMPLETION_TABLE_H

#include "cmd/cmd_completion.h"

struct completion_shell {
	const char *name;
	const char *script; /* the file that the tables are put into */
	void (*write)(const struct completion *all, struct buffer *out);
};

extern const struct completion_shell completion_bash;
extern const struct completion_shell completion_fish;
extern const struct completion_shell completion_zsh;

#endif
