#include <string.h>

#include "base/file.h"
#include "cmd/cmd_all.h"
#include "page/page.h"

enum { DOCUMENT_LIMIT = 16 * 1024 * 1024 };

/* What the commands on documents start with. */
struct start {
	const struct registry *registry;
	unsigned release;
	const char *path; /* of the document, if the command takes one */
};

static bool begin(struct session *session, int argc, const char **argv,
		  int files, struct start *start)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, files, files);
	if (!arguments)
		return false;
	start->path = arguments[0];
	start->registry = session_registry(session);
	if (!start->registry)
		return false;
	start->release = session_release(session, start->registry, "latest");
	return start->release != NO_INDEX;
}

enum exit_status cmd_doc_section(struct session *session, int argc,
				 const char **argv)
{
	struct start start;
	if (!begin(session, argc, argv, 0, &start))
		return EXIT_ERROR;
	const char *format = session_format(session, document_formats);
	if (!format || !page_section(start.registry, start.release, format,
				     &session->diags, &session->out))
		return EXIT_ERROR;
	return EXIT_DONE;
}

/* Without -o the file itself is replaced; standard input goes to output. */
enum exit_status cmd_doc_update(struct session *session, int argc,
				const char **argv)
{
	struct start start;
	struct buffer old = BUFFER_INIT;
	enum exit_status status = EXIT_ERROR;
	if (!begin(session, argc, argv, 1, &start))
		return EXIT_ERROR;
	if (file_read(start.path, DOCUMENT_LIMIT, &session->diags, &old)) {
		const struct document_file file = {file_shown(start.path),
						   buffer_string(&old),
						   old.length};
		if (page_update(start.registry, start.release, &file,
				&session->diags, &session->out))
			status = EXIT_DONE;
	}
	bool same = status == EXIT_DONE && old.length == session->out.length &&
		    memcmp(old.data, session->out.data, old.length) == 0;
	if (status == EXIT_DONE && !session->output &&
	    strcmp(start.path, "-") != 0) {
		/* A document that is right already keeps its date. */
		if (same)
			buffer_clear(&session->out);
		else
			session->output = start.path;
	}
	buffer_release(&old);
	return status;
}

enum exit_status cmd_doc_check(struct session *session, int argc,
			       const char **argv)
{
	struct start start;
	struct buffer text = BUFFER_INIT;
	enum exit_status status = EXIT_ERROR;
	size_t differences = 0;
	if (!begin(session, argc, argv, 1, &start))
		return EXIT_ERROR;
	if (file_read(start.path, DOCUMENT_LIMIT, &session->diags, &text)) {
		const struct document_file file = {file_shown(start.path),
						   buffer_string(&text),
						   text.length};
		if (page_check(start.registry, start.release, &file,
			       &session->diags, &differences))
			status = differences ? EXIT_FINDINGS : EXIT_DONE;
	}
	buffer_release(&text);
	return status;
}
