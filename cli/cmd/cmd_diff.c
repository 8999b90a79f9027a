/* xsmc diff: what changes between two releases. */
#include <string.h>

#include "cmd/cmd_table.h"

enum exit_status cmd_diff(struct session *session, int argc, const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **names =
		session_arguments(session, options, argc, argv, 2, 2);
	const char *format = names ? session_format(session) : NULL;
	const struct registry *registry =
		format ? session_registry(session) : NULL;
	if (!registry)
		return EXIT_ERROR;
	unsigned older = session_named_release(session, registry, names[0]);
	unsigned newer = session_named_release(session, registry, names[1]);
	if (older == NO_INDEX || newer == NO_INDEX)
		return EXIT_ERROR;
	const struct table *diff =
		registry_diff(registry_facts(registry, older, &session->arena),
			      registry_facts(registry, newer, &session->arena),
			      &session->arena);
	if (strcmp(format, "text") == 0)
		report_diff(registry, older, newer, diff, &session->out);
	else
		report_table(diff, format, &session->out);
	return diff->rows.count ? EXIT_FINDINGS : EXIT_DONE;
}
