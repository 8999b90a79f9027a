/* Where lint writes, and in which formats; for cmd/ only. */
#ifndef CMD_LINT_OUTPUTS_H
#define CMD_LINT_OUTPUTS_H

#include "cmd/cmd.h"

struct lint_output {
	const char *format;
	const char *path; /* "-": standard output */
};

struct lint_outputs {
	list_of(struct lint_output) list;
	bool level_chosen; /* --level */
	enum level level;
};

/*
 * Reads the session's --output FORMAT=FILE, --output FILE and --format.
 * Without any file the report goes to standard output, and so it does with
 * --format beside FORMAT=FILE.  No two may be the same file, nor `other`,
 * which is written as well (or NULL).  False with a message where one is bad.
 */
bool lint_outputs_read(struct session *session, const char *other,
		       struct lint_outputs *outputs);

/* Writes the report to each of them. */
void lint_outputs_write(struct session *session,
			const struct lint_outputs *outputs,
			const struct lint_report *report);

#endif
