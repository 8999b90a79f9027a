/* What policies are held against: a registry, and a site file of theirs. */
#ifndef CMD_CMD_LINT_WORLD_H
#define CMD_CMD_LINT_WORLD_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct lint_command;

/*
 * Enters the world of the policy at that path, which is made when it comes
 * first and kept in the run.  False, with the message that says why, where
 * there is none.
 */
bool lint_world_enter(struct lint_command *run, const char *path,
		      struct diag *error);

/* Keeps the site files that will be read from being written to. */
void lint_world_expect(struct lint_command *run);

/* Frees what the worlds of the run share between policies. */
void lint_world_free(struct lint_command *run);

/* The first error among the session's messages from that index on. */
struct diag lint_first_error(const struct lint_command *run, size_t index);

#endif
