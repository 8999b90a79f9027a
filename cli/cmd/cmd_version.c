/* xsmc version. */
#include "cmd/cmd_table.h"

enum exit_status cmd_version(struct session *session, int argc,
			     const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	if (argc > 1 && !session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	const struct registry *registry = &registry_builtin;
	buffer_format(&session->out, "xsmc %s, registry of Xen %s to %s\n",
		      XSMC_VERSION, registry->releases[0].name,
		      registry->releases[registry->release_count - 1].name);
	return EXIT_DONE;
}
