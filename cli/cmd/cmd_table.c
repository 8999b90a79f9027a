/* All commands, and what each of them takes. */
#include <string.h>

#include "cmd/cmd_table.h"

/* What a command takes that is about one release. */
#define RELEASES (TAKES_RELEASE | TAKES_NEAREST | TAKES_REGISTRY)

const struct command commands[] = {
	{"audit", "[LOG...]",
	 "explain denials in a hypervisor's log, and what to do",
	 RELEASES | TAKES_FORMAT, cmd_audit},
	{"diff", "RELEASE RELEASE", "show what changed between two releases",
	 TAKES_NEAREST | TAKES_REGISTRY | TAKES_FORMAT, cmd_diff},
	{"doc check", "FILE", "fail when a document's lists are stale",
	 RELEASES | TAKES_FORMAT, cmd_doc_check},
	{"doc import", "FILE",
	 "show a document's lists, and where the registry differs",
	 RELEASES | TAKES_FORMAT, cmd_doc_import},
	{"doc matrix", "", "write a table of all ops over the releases",
	 TAKES_REGISTRY | TAKES_FORMAT, cmd_doc_matrix},
	{"doc section", "", "write the status section of a release",
	 RELEASES | TAKES_FORMAT, cmd_doc_section},
	{"doc site", "-o DIR", "write a folder of linked pages", RELEASES,
	 cmd_doc_site},
	{"doc update", "FILE", "bring a document's lists up to date, in place",
	 RELEASES, cmd_doc_update},
	{"explain", "WORD",
	 "explain an op, permission, rule, status or message",
	 RELEASES | TAKES_FORMAT, cmd_explain},
	{"fixes", "[OP...]",
	 "show public fixes of ops, and which a release lacks",
	 RELEASES | TAKES_FORMAT, cmd_fixes},
	{"help", "[COMMAND]", "show the commands, or one command's options", 0,
	 cmd_help},
	{"lint", "POLICY...", "show what a policy delegates, and its status",
	 RELEASES | TAKES_FORMAT, cmd_lint},
	{"policy build", "[PROFILE|FILE]",
	 "compile a policy from a profile or a site file",
	 RELEASES | TAKES_FORMAT, cmd_policy_build},
	{"policy guard", "[FILE]",
	 "write neverallow rules for a policy of one's own",
	 RELEASES | TAKES_FORMAT, cmd_policy_guard},
	{"policy list", "", "show the shipped profiles",
	 RELEASES | TAKES_FORMAT, cmd_policy_list},
	{"policy plan", "PROFILE|FILE",
	 "show what grants take and open, without building",
	 RELEASES | TAKES_FORMAT, cmd_policy_plan},
	{"query", "[PATTERN...]", "show status, accesses and history of ops",
	 RELEASES | TAKES_FORMAT, cmd_query},
	{"registry export", "", "write a table of the registry's facts",
	 RELEASES | TAKES_FORMAT, cmd_registry_export},
	{"registry validate", "[FILE...]",
	 "check registry and site files by schema and by meaning",
	 TAKES_REGISTRY, cmd_registry_validate},
	{"registry verify", "--tree DIR|--headers DIR|--fixes",
	 "hold the registry against Xen's sources or its headers",
	 RELEASES | TAKES_FORMAT, cmd_registry_verify},
	{"version", "", "show the version", 0, cmd_version},
	{"who-can", "OP POLICY...", "show who can perform an op, and on whom",
	 RELEASES | TAKES_FORMAT, cmd_who_can},
	{NULL, NULL, NULL, 0, NULL},
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
