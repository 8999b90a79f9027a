/* All commands, and what each of them takes. */
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "cmd/cmd_table.h"
#include "page/page.h"

/* What a command takes that is about one release. */
#define RELEASES (TAKES_RELEASE | TAKES_NEAREST | TAKES_REGISTRY)

/* Formats of which one is text for people. */
#define TEXT_FORMAT (TAKES_FORMAT | SHOWS_TEXT)

const struct command commands[] = {
	{"audit", "[LOG...]",
	 "explain denials in a hypervisor's log, and what to do",
	 GROUP_POLICIES, RELEASES | TEXT_FORMAT, report_audit_formats,
	 "that of the log", cmd_audit},
	{"diff", "RELEASE RELEASE", "show what changed between two releases",
	 GROUP_OPS, TAKES_NEAREST | TAKES_REGISTRY | TEXT_FORMAT,
	 report_row_formats, NULL, cmd_diff},
	{"doc check", "FILE", "fail when a document's lists are stale",
	 GROUP_DOCUMENTS, RELEASES | TEXT_FORMAT, report_document_formats,
	 "latest", cmd_doc_check},
	{"doc import", "FILE",
	 "show a document's lists, and where the registry differs",
	 GROUP_DOCUMENTS, RELEASES | TEXT_FORMAT, cmd_doc_import_formats,
	 "latest", cmd_doc_import},
	{"doc matrix", "", "write a table of all ops over the releases",
	 GROUP_DOCUMENTS, TAKES_REGISTRY | TAKES_FORMAT, report_matrix_formats,
	 NULL, cmd_doc_matrix},
	{"doc section", "", "write the status section of a release",
	 GROUP_DOCUMENTS, RELEASES | TAKES_FORMAT, document_formats, "latest",
	 cmd_doc_section},
	{"doc site", "-o DIR", "write a folder of linked pages",
	 GROUP_DOCUMENTS, RELEASES, NULL, "latest", cmd_doc_site},
	{"doc update", "FILE", "bring a document's lists up to date, in place",
	 GROUP_DOCUMENTS, RELEASES, NULL, "latest", cmd_doc_update},
	{"explain", "WORD...",
	 "explain an op, a permission, a rule or any other word", GROUP_OPS,
	 RELEASES | TEXT_FORMAT, report_meaning_formats, "latest", cmd_explain},
	{"fixes", "[OP...]",
	 "show public fixes of ops, and which a release lacks", GROUP_OPS,
	 RELEASES | TEXT_FORMAT, report_fix_formats, "all of them", cmd_fixes},
	{"gate", "--xen FILE",
	 "lint the policy that is to be booted, by the Xen that is",
	 GROUP_POLICIES, RELEASES | TEXT_FORMAT | TAKES_OUTPUTS,
	 report_lint_formats, "that of the image", cmd_gate},
	{"help", "[COMMAND]", "show the commands, or one command's options",
	 GROUP_HELP, 0, NULL, NULL, cmd_help},
	{"lint", "POLICY...", "show what a policy delegates, and its status",
	 GROUP_POLICIES, RELEASES | TEXT_FORMAT | TAKES_OUTPUTS,
	 report_lint_formats, "auto, by what the policy has", cmd_lint},
	{"policy build", "[PROFILE|FILE]",
	 "compile a policy from a profile or a site file", GROUP_POLICIES,
	 RELEASES | TAKES_FORMAT, cmd_policy_build_formats,
	 "the site file's, or latest", cmd_policy_build},
	{"policy guard", "[FILE]",
	 "write neverallow rules for a policy of one's own", GROUP_POLICIES,
	 RELEASES | TAKES_FORMAT, cmd_policy_guard_formats,
	 "the site file's, or latest", cmd_policy_guard},
	{"policy init", "POLICY", "write a site file for a policy that exists",
	 GROUP_POLICIES, RELEASES, NULL, "auto, by what the policy has",
	 cmd_policy_init},
	{"policy list", "", "show the shipped profiles", GROUP_POLICIES,
	 RELEASES | TEXT_FORMAT, report_row_formats, "the newest of each line",
	 cmd_policy_list},
	{"policy plan", "PROFILE|FILE",
	 "show what grants take and open, without building", GROUP_POLICIES,
	 RELEASES | TEXT_FORMAT, report_row_formats,
	 "the site file's, or latest", cmd_policy_plan},
	{"query", "[PATTERN...]", "show status, accesses and history of ops",
	 GROUP_OPS, RELEASES | TEXT_FORMAT, report_op_formats,
	 "the newest that has the op", cmd_query},
	{"registry export", "", "write a table of the registry's facts",
	 GROUP_REGISTRY, RELEASES | TAKES_FORMAT, report_table_formats,
	 "latest; all: every one", cmd_registry_export},
	{"registry validate", "[FILE...]",
	 "check registry and site files by schema and by meaning",
	 GROUP_REGISTRY, TAKES_REGISTRY | TEXT_FORMAT,
	 cmd_registry_validate_formats, NULL, cmd_registry_validate},
	{"registry verify", "--tree DIR|--headers DIR|--fixes",
	 "hold the registry against Xen's sources or its headers",
	 GROUP_REGISTRY, RELEASES | TEXT_FORMAT, report_row_formats,
	 "that of the tree", cmd_registry_verify},
	{"version", "", "show the version", GROUP_HELP, 0, NULL, NULL,
	 cmd_version},
	{"who-can", "OP POLICY...", "show who can perform an op, and on whom",
	 GROUP_POLICIES, RELEASES | TEXT_FORMAT, report_who_formats,
	 "auto, by what the policy has", cmd_who_can},
	{NULL, NULL, NULL, GROUP_HELP, 0, NULL, NULL, NULL},
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

/* The second words of the commands that start with this one. */
struct second_words {
	list_of(const char *) list;
};

static void find_below(const char *first, struct arena *arena,
		       struct second_words *words)
{
	const char *start = arena_format(arena, "%s ", first);
	for (const struct command *command = commands; command->name; command++)
		if (text_starts_with(command->name, start))
			*list_push(&words->list, arena) =
				command->name + strlen(start);
}

static enum exit_status second_unknown(struct session *session,
				       const struct second_words *words,
				       const char *const *arguments)
{
	const char *known = "";
	for (size_t i = 0; i < words->list.count; i++)
		known = arena_format(&session->arena, "%s%s%s", known,
				     i ? ", " : "", words->list.items[i]);
	if (!arguments[1])
		return session_usage(session, "%s takes a second word: %s",
				     arguments[0], known);
	return session_usage(session, "%s %s is not one of %s%s", arguments[0],
			     arguments[1], known,
			     near_hint(arguments[1], words->list.items,
				       words->list.count, &session->arena));
}

bool command_is_group(const char *word)
{
	const size_t length = strlen(word);
	for (const struct command *command = commands; command->name; command++)
		if (strncmp(command->name, word, length) == 0 &&
		    command->name[length] == ' ')
			return true;
	return false;
}

enum exit_status command_unknown(struct session *session,
				 const char *const *arguments)
{
	struct second_words below = {LIST_INIT}, all = {LIST_INIT};
	find_below(arguments[0], &session->arena, &below);
	if (below.list.count)
		return second_unknown(session, &below, arguments);
	for (const struct command *command = commands; command->name; command++)
		*list_push(&all.list, &session->arena) =
			arena_slice(&session->arena, command->name,
				    strcspn(command->name, " "));
	const char *hint = near_hint(arguments[0], all.list.items,
				     all.list.count, &session->arena);
	return session_usage(session, "no command %s%s", arguments[0],
			     *hint ? hint : "; see xsmc help");
}
