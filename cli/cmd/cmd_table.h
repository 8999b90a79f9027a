/* All commands, and the functions that run them: a file each. */
#ifndef CMD_CMD_TABLE_H
#define CMD_CMD_TABLE_H

#include "cmd/cmd_session.h"

/* What commands are about, in the order in which they are listed. */
enum command_group {
	GROUP_POLICIES,
	GROUP_OPS,
	GROUP_DOCUMENTS,
	GROUP_REGISTRY,
	GROUP_HELP,
	COMMAND_GROUPS,
};

struct command {
	const char *name;      /* "doc update" */
	const char *arguments; /* "FILE": kinds of values (cmd_value.h) */
	const char *summary;
	enum command_group group;
	unsigned takes; /* bits */
	/* What --format takes, the default first, NULL-terminated; or NULL. */
	const char *const *formats;
	const char *release; /* the default of --release, or NULL */
	/* Runs the command with its arguments after the name. */
	enum exit_status (*run)(struct session *session, int argc,
				const char **argv);
};

/* All commands, sorted by name; the last has no name. */
extern const struct command commands[];

/*
 * The command whose name, of one word or two, the arguments start with, and
 * how many words that is; NULL: there is none.
 */
const struct command *command_find(const char **arguments, int count,
				   int *words);

/* Formats that are a command's own. */
extern const char *const cmd_doc_import_formats[];
extern const char *const cmd_policy_build_formats[];
extern const char *const cmd_policy_guard_formats[];
extern const char *const cmd_registry_validate_formats[];

/* Whether commands of two words start with the word. */
bool command_is_group(const char *word);

/*
 * A message of wrong usage for arguments, up to the NULL, that no command's
 * name starts with: what is below the first, or which names are near it.
 */
enum exit_status command_unknown(struct session *session,
				 const char *const *arguments);

#define COMMAND(function)                                            \
	enum exit_status function(struct session *session, int argc, \
				  const char **argv)

COMMAND(cmd_audit);
COMMAND(cmd_diff);
COMMAND(cmd_doc_check);
COMMAND(cmd_doc_import);
COMMAND(cmd_doc_matrix);
COMMAND(cmd_doc_section);
COMMAND(cmd_doc_site);
COMMAND(cmd_doc_update);
COMMAND(cmd_explain);
COMMAND(cmd_fixes);
COMMAND(cmd_gate);
COMMAND(cmd_help);
COMMAND(cmd_lint);
COMMAND(cmd_policy_build);
COMMAND(cmd_policy_guard);
COMMAND(cmd_policy_init);
COMMAND(cmd_policy_list);
COMMAND(cmd_policy_plan);
COMMAND(cmd_query);
COMMAND(cmd_registry_export);
COMMAND(cmd_registry_validate);
COMMAND(cmd_registry_verify);
COMMAND(cmd_version);
COMMAND(cmd_who_can);

#undef COMMAND

#endif
