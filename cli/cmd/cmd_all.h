/* The commands' functions, for the table in cmd_table.c. */
#ifndef CMD_CMD_ALL_H
#define CMD_CMD_ALL_H

#include "cmd/cmd.h"

#define COMMAND(function)                                            \
	enum exit_status function(struct session *session, int argc, \
				  const char **argv)

COMMAND(cmd_audit);
COMMAND(cmd_diff);
COMMAND(cmd_doc_check);
COMMAND(cmd_doc_matrix);
COMMAND(cmd_doc_section);
COMMAND(cmd_doc_site);
COMMAND(cmd_doc_update);
COMMAND(cmd_explain);
COMMAND(cmd_fixes);
COMMAND(cmd_help);
COMMAND(cmd_lint);
COMMAND(cmd_policy_build);
COMMAND(cmd_policy_guard);
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
