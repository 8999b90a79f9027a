/* xsmc help and xsmc version. */
#include <string.h>

#include "cmd/cmd_table.h"

static void list_commands(struct session *session)
{
	buffer_add_string(&session->out,
			  "usage: xsmc COMMAND [OPTION...] [ARGUMENT...]\n\n"
			  "The security-status and policy compiler for Xen's "
			  "XSM/FLASK.\n\n");
	for (const struct command *command = commands; command->name; command++)
		buffer_format(&session->out, "  %-18s %-15s %s\n",
			      command->name, command->arguments,
			      command->summary);
	buffer_add_string(&session->out,
			  "\n`xsmc help COMMAND` shows the options of a "
			  "command.\n");
}

enum exit_status cmd_help(struct session *session, int argc, const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	int words = 0;
	if (argc == 1) {
		list_commands(session);
		return EXIT_DONE;
	}
	const char **arguments =
		session_arguments(session, options, argc, argv, 1, 2);
	if (!arguments)
		return EXIT_ERROR;
	session->command = command_find(arguments, argc - 1, &words);
	if (!session->command)
		return session_usage(session, "no command %s; see xsmc help",
				     arguments[0]);
	const char *help[] = {session->command->name, "--help", NULL};
	return session->command->run(session, 2, help);
}
