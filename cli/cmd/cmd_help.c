/* xsmc help: the commands, the options of one, and what they take. */
#include <string.h>

#include "base/wrap.h"
#include "cmd/cmd_completion.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_usage.h"
#include "cmd/cmd_value.h"

static const char *const titles[COMMAND_GROUPS] = {
	[GROUP_POLICIES] = "Policies and logs of a host",
	[GROUP_OPS] = "Hypercall operations and releases",
	[GROUP_DOCUMENTS] = "Documents and pages",
	[GROUP_REGISTRY] = "The registry of facts",
	[GROUP_HELP] = "Help",
};

/* The rows of commands whose name starts with the words; "": all. */
static void list_group(struct session *session, enum command_group group)
{
	const size_t width = session_width(session);
	buffer_format(&session->out, "\n%s:\n", titles[group]);
	for (const struct command *command = commands; command->name;
	     command++) {
		if (command->group != group)
			continue;
		const char *line =
			arena_format(&session->arena, "  %-18s %s",
				     command->name, command->summary);
		wrap_line(line, strlen(line), width, 21, &session->out);
	}
}

static void list_commands(struct session *session)
{
	const size_t width = session_width(session);
	buffer_add_string(&session->out,
			  "usage: xsmc COMMAND [OPTION...] [ARGUMENT...]\n\n"
			  "The security-status and policy compiler for Xen's "
			  "XSM/FLASK.\n");
	for (unsigned group = 0; group < COMMAND_GROUPS; group++)
		list_group(session, group);
	buffer_add_char(&session->out, '\n');
	usage_prose("`xsmc help COMMAND` shows the options of a command, with "
		    "examples; `xsmc explain WORD` what a word means.",
		    0, width, &session->out);
}

/* The commands of two words that start with this one. */
static void list_below(struct session *session, const char *word)
{
	const size_t width = session_width(session), length = strlen(word);
	buffer_format(&session->out,
		      "usage: xsmc %s COMMAND [OPTION...] "
		      "[ARGUMENT...]\n\n",
		      word);
	for (const struct command *command = commands; command->name;
	     command++) {
		if (strncmp(command->name, word, length) != 0 ||
		    command->name[length] != ' ')
			continue;
		const char *line =
			arena_format(&session->arena, "  %-18s %s",
				     command->name, command->summary);
		wrap_line(line, strlen(line), width, 21, &session->out);
	}
}

static void add_commands(struct value_words *words)
{
	for (const struct command *command = commands; command->name; command++)
		*list_push(&words->list, words->arena) = command->name;
}

/* Each word or name that may stand for the kind, a line each. */
static enum exit_status list_values(struct session *session, const char *name)
{
	const struct value_kind *kind = value_kind_find(name, strlen(name));
	struct value_words words = {.arena = &session->arena};
	if (kind && kind->add)
		kind->add(&registry_builtin, &words);
	else if (kind && kind->source == VALUE_COMMAND)
		add_commands(&words);
	else
		return session_usage(session,
				     "--values %s: there is no list of that; "
				     "xsmc help --values NAME shows of what",
				     name);
	for (size_t i = 0; i < words.list.count; i++)
		buffer_format(&session->out, "%s\n", words.list.items[i]);
	return EXIT_DONE;
}

enum exit_status cmd_help(struct session *session, int argc, const char **argv)
{
	const char *values = NULL, *shell = NULL;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"values", '\0', POPT_ARG_STRING, &values, 0,
		 "list what may stand where a usage has this word, as RELEASE",
		 "NAME"},
		{"completion", '\0', POPT_ARG_STRING, &shell, 0,
		 "write the script by which this shell completes what is typed",
		 "SHELL"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	int words = 0;
	if (argc == 1) {
		list_commands(session);
		return EXIT_DONE;
	}
	const char **arguments =
		session_arguments(session, options, argc, argv, 0, 2);
	if (!arguments)
		return EXIT_ERROR;
	if ((values != NULL) + (shell != NULL) + (arguments[0] != NULL) > 1)
		return session_usage(session, "help takes a command, --values "
					      "or --completion alone");
	if (values)
		return list_values(session, values);
	if (shell && !completion_write(shell, &session->out))
		return session_usage(session,
				     "--completion %s: there is no "
				     "script for that shell",
				     shell);
	if (shell)
		return EXIT_DONE;
	if (!arguments[0]) {
		list_commands(session);
		return EXIT_DONE;
	}
	if (!arguments[1] && command_is_group(arguments[0])) {
		list_below(session, arguments[0]);
		return EXIT_DONE;
	}
	session->command =
		command_find(arguments, arguments[1] ? 2 : 1, &words);
	if (!session->command)
		return command_unknown(session, arguments);
	const char *help[] = {session->command->name, "--help", NULL};
	return session->command->run(session, 2, help);
}
