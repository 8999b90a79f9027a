#include <string.h>

#include "cmd/cmd_all.h"

const struct command commands[] = {
	{"diff", "RELEASE RELEASE", "show what changed between two releases",
	 cmd_diff},
	{"doc check", "FILE", "fail when a document's lists are stale",
	 cmd_doc_check},
	{"doc section", "", "write the status section of a release",
	 cmd_doc_section},
	{"doc update", "FILE", "bring a document's lists up to date, in place",
	 cmd_doc_update},
	{"explain", "WORD",
	 "explain an op, permission, rule, status or message", cmd_explain},
	{"help", "[COMMAND]", "show the commands, or one command's options",
	 cmd_help},
	{"lint", "POLICY...", "show what a policy delegates, and its status",
	 cmd_lint},
	{"policy build", "[PROFILE|FILE]",
	 "compile a policy from a profile or a site file", cmd_policy_build},
	{"policy guard", "[FILE]",
	 "write neverallow rules for a policy of one's own", cmd_policy_guard},
	{"policy list", "", "show the shipped profiles", cmd_policy_list},
	{"policy plan", "PROFILE|FILE",
	 "show what grants take and open, without building", cmd_policy_plan},
	{"query", "[PATTERN...]", "show status, accesses and history of ops",
	 cmd_query},
	{"registry export", "", "write a table of the registry's facts",
	 cmd_registry_export},
	{"registry validate", "[FILE...]",
	 "check registry and site files by schema and by meaning",
	 cmd_registry_validate},
	{"registry verify", "--tree DIR|--headers DIR",
	 "hold the registry against Xen's sources or its headers",
	 cmd_registry_verify},
	{"version", "", "show the version", cmd_version},
	{NULL, NULL, NULL, NULL},
};

const struct command *command_find(const char **arguments, int count,
				   int *words)
{
	for (const struct command *command = commands; command->name;
	     command++) {
		const char *space = strchr(command->name, ' ');
		size_t first = space ? (size_t)(space - command->name)
				     : strlen(command->name);
		*words = space ? 2 : 1;
		if (count >= *words && strlen(arguments[0]) == first &&
		    strncmp(arguments[0], command->name, first) == 0 &&
		    (!space || strcmp(arguments[1], space + 1) == 0))
			return command;
	}
	return NULL;
}
