/* xsmc doc site: the registry, and a site's policy, as linked pages. */
#include <string.h>

#include "base/file_folder.h"
#include "cmd/cmd_table.h"

enum exit_status cmd_doc_site(struct session *session, int argc,
			      const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	const char *path = session->output;
	if (!path || strcmp(path, "-") == 0)
		return session_usage(session,
				     "doc site takes -o DIR, a folder");
	if (!folder_can_replace(path, &report_pages_list, &session->diags))
		return EXIT_ERROR;
	const struct registry *registry = session_registry(session);
	const struct folder_file *files;
	size_t count;
	if (!registry || !report_pages(registry, NULL, &session->arena,
				       &session->diags, &files, &count))
		return EXIT_ERROR;
	session->output = NULL;
	return folder_replace(path, &report_pages_list, files, count,
			      &session->diags)
		       ? EXIT_DONE
		       : EXIT_ERROR;
}
