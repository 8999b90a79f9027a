/* Who can perform ops by a security module beside FLASK. */
#ifndef CMD_CMD_WHO_MODULE_H
#define CMD_CMD_WHO_MODULE_H

#include "cmd/cmd_who_ops.h"

/*
 * Answers of the modules, NULL-terminated names, which ops each lets whom, in
 * the release that --release names.
 */
enum exit_status who_by_modules(struct session *session,
				const struct registry *registry,
				const char *const *modules,
				const struct who_words *words,
				const char *format);

#endif
