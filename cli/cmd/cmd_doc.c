/* xsmc doc: sections of documents, and documents held up to date. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/process.h"
#include "cmd/cmd_table.h"
#include "page/page.h"
#include "tree/tree.h"

USES_MESSAGE(DIFF_FAILED);
USES_MESSAGE(DOCUMENT_TREE);

enum { DOCUMENT_LIMIT = 16 * 1024 * 1024 };

#define TEMPLATE_OPTION(path)                                               \
	{                                                                   \
		"template", '\0', POPT_ARG_STRING, &(path), 0,              \
			"write in the words of this file, Markdown", "FILE" \
	}

/* What the commands on documents start with. */
struct start {
	struct page_statement what;
	const char *path; /* of the document, if the command takes one */
};

/* The words that --template names; false with messages: they are of no use. */
static bool read_words(struct session *session, const char *path,
		       struct page_statement *what)
{
	struct buffer text = BUFFER_INIT;
	bool done = !path ||
		    file_read(path, DOCUMENT_LIMIT, &session->diags, &text);
	if (path && done) {
		const char *shown = file_shown(path);
		const struct document_file file = {shown, buffer_string(&text),
						   text.length};
		what->words = page_template_read(&file, &session->arena,
						 &session->diags);
		done = what->words &&
		       page_words_read_back(what->words, shown, &session->arena,
					    &session->diags);
	}
	buffer_release(&text);
	return done;
}

static bool begin(struct session *session, int argc, const char **argv,
		  int files, struct poptOption *own, struct start *start)
{
	struct page_statement *what = &start->what;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{NULL, '\0', POPT_ARG_INCLUDE_TABLE, own, 0, NULL, NULL},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, files, files);
	if (!arguments)
		return false;
	start->path = arguments[0];
	*what = (struct page_statement){.registry = session_registry(session)};
	if (!what->registry)
		return false;
	what->release = session_release(session, what->registry, "latest");
	return what->release != NO_INDEX;
}

enum exit_status cmd_doc_section(struct session *session, int argc,
				 const char **argv)
{
	const char *words = NULL;
	struct poptOption own[] = {TEMPLATE_OPTION(words), POPT_TABLEEND};
	struct start start;
	if (!begin(session, argc, argv, 0, own, &start) ||
	    !read_words(session, words, &start.what))
		return EXIT_ERROR;
	const char *format = session_format(session);
	if (!format ||
	    !page_section(&start.what, format, &session->diags, &session->out))
		return EXIT_ERROR;
	return EXIT_DONE;
}

enum exit_status cmd_doc_matrix(struct session *session, int argc,
				const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	const struct registry *registry = session_registry(session);
	const char *format = registry ? session_format(session) : NULL;
	if (!format)
		return EXIT_ERROR;
	report_matrix(registry, format, &session->out);
	return EXIT_DONE;
}

/* The tree that the document lies in as docs/misc/FILE, or NULL. */
static const char *tree_of(struct session *session, const char *path)
{
	enum { FOLDERS = 3 };
	char *whole = realpath(path, NULL);
	if (!whole && errno == ENOMEM)
		memory_exhausted();
	char *top = whole ? arena_string(&session->arena, whole) : NULL;
	free(whole);
	for (unsigned i = 0; top && i < FOLDERS; i++) {
		char *slash = strrchr(top, '/');
		if (!slash)
			return NULL;
		*slash = '\0';
	}
	return top;
}

/* Warns where the document is of a tree that is another than the release. */
static void compare_tree(struct session *session, const struct start *start)
{
	struct diags quiet = DIAGS_INIT;
	struct tree_release found;
	const char *used =
		start->what.registry->releases[start->what.release].name;
	const char *top = tree_of(session, start->path);
	const struct tree tree = {top, TREE_SOURCE};
	bool known = top &&
		     tree_read_release(&tree, &session->arena, &quiet, &found);
	diags_release(&quiet);
	bool recorded = known && registry_find_release(start->what.registry,
						       found.name) != NO_INDEX;
	if (known && (found.unstable || !recorded))
		diags_add(&session->diags, MESSAGE_DOCUMENT_TREE,
			  location_file(start->path),
			  "its tree is on the way to Xen %s, for which %s "
			  "stands in",
			  found.name, used);
	else if (known && !session->release && strcmp(found.name, used) != 0)
		diags_add(&session->diags, MESSAGE_DOCUMENT_TREE,
			  location_file(start->path),
			  "its tree is Xen %s, and its lists are held against "
			  "%s; --release %s holds them against its own",
			  found.name, used, found.name);
}

/* A document that is read, and what was found in it. */
struct document_reading {
	struct start start;
	struct document_file file;
	struct buffer text;
	struct page_result result;
};

static bool read_document(struct session *session,
			  struct document_reading *reading)
{
	const char *path = reading->start.path;
	if (!file_read(path, DOCUMENT_LIMIT, &session->diags, &reading->text))
		return false;
	compare_tree(session, &reading->start);
	reading->file = (struct document_file){file_shown(path),
					       buffer_string(&reading->text),
					       reading->text.length};
	return true;
}

/* The difference between the document and what it would be, by diff(1). */
static bool show_difference(struct session *session,
			    const struct document_reading *reading,
			    const struct buffer *mended)
{
	enum { SECONDS = 60, TROUBLE = 2 };
	const char *const arguments[] = {"diff",	"-au",
					 "--label",	reading->file.path,
					 "--label",	reading->file.path,
					 PROCESS_INPUT, PROCESS_SECOND,
					 NULL};
	struct process process = {
		.arguments = arguments,
		.limits = {SECONDS, SIZE_MAX, 4 * DOCUMENT_LIMIT},
		.input = &reading->text,
		.second = mended};
	bool done = process_run_in(&process, &session->diags);
	if (done && process.status >= TROUBLE) {
		const char *said = buffer_string(&process.err);
		diags_add(&session->diags, MESSAGE_DIFF_FAILED,
			  location_file(NULL), "%.*s", (int)strcspn(said, "\n"),
			  said);
		done = false;
	}
	if (done)
		buffer_add(&session->out, buffer_string(&process.out),
			   process.out.length);
	process_release(&process);
	return done;
}

/*
 * Without -o the file itself is replaced; standard input goes to output.  A
 * document that is right already keeps its date.
 */
static void write_document(struct session *session,
			   const struct document_reading *reading,
			   const struct buffer *mended)
{
	const char *path = reading->start.path;
	bool in_place = !session->output && strcmp(path, "-") != 0;
	bool same =
		mended->length == reading->text.length &&
		memcmp(mended->data, reading->text.data, mended->length) == 0;
	if (in_place && same)
		return;
	struct buffer *out = session_renewed_file(
		session, session->output ? session->output : path, path);
	buffer_add(out, buffer_string(mended), mended->length);
	session->output = NULL;
}

enum exit_status cmd_doc_update(struct session *session, int argc,
				const char **argv)
{
	struct document_reading reading = {.text = BUFFER_INIT};
	struct buffer mended = BUFFER_INIT;
	int show = 0;
	const char *words = NULL;
	struct poptOption own[] = {TEMPLATE_OPTION(words),
				   {"diff", '\0', POPT_ARG_NONE, &show, 0,
				    "show what would change, and write nothing",
				    NULL},
				   POPT_TABLEEND};
	enum exit_status status = EXIT_ERROR;
	if (!begin(session, argc, argv, 1, own, &reading.start))
		return EXIT_ERROR;
	if (read_words(session, words, &reading.start.what) &&
	    read_document(session, &reading) &&
	    page_update(&reading.start.what, &reading.file, &session->diags,
			&reading.result, &mended))
		status = reading.result.unread ||
					 (show && reading.result.differences)
				 ? EXIT_FINDINGS
				 : EXIT_DONE;
	if (status != EXIT_ERROR && !show)
		write_document(session, &reading, &mended);
	else if (status != EXIT_ERROR &&
		 !show_difference(session, &reading, &mended))
		status = EXIT_ERROR;
	buffer_release(&mended);
	buffer_release(&reading.text);
	return status;
}

static void report_check(struct session *session,
			 const struct document_reading *reading)
{
	const struct page_statement *what = &reading->start.what;
	const struct document_report report = {
		.path = reading->file.path,
		.form = document_form_name(reading->result.form),
		.release = what->registry->releases[what->release].name,
		.differences = reading->result.differences,
		.unread = reading->result.unread,
		.diags = &session->diags};
	report_document(&report, &session->out);
}

enum exit_status cmd_doc_check(struct session *session, int argc,
			       const char **argv)
{
	struct document_reading reading = {.text = BUFFER_INIT};
	struct poptOption none[] = {POPT_TABLEEND};
	enum exit_status status = EXIT_ERROR;
	if (!begin(session, argc, argv, 1, none, &reading.start))
		return EXIT_ERROR;
	const char *format = session_format(session);
	if (format && read_document(session, &reading) &&
	    page_check(&reading.start.what, &reading.file, &session->diags,
		       &reading.result)) {
		status = reading.result.differences || reading.result.unread
				 ? EXIT_FINDINGS
				 : EXIT_DONE;
		if (strcmp(format, "json") == 0)
			report_check(session, &reading);
	}
	buffer_release(&reading.text);
	return status;
}

const char *const cmd_doc_import_formats[] = {"text", "tsv",	  "json", "csv",
					      "xml",  "registry", NULL};

static void write_import(struct session *session,
			 const struct page_import *import, const char *format)
{
	if (strcmp(format, "text") == 0)
		page_import_text(import, &session->out);
	else if (strcmp(format, "registry") == 0)
		page_import_fragment(import, &session->out);
	else
		report_table(page_import_table(import, &session->arena), format,
			     &session->out);
}

enum exit_status cmd_doc_import(struct session *session, int argc,
				const char **argv)
{
	struct document_reading reading = {.text = BUFFER_INIT};
	struct poptOption none[] = {POPT_TABLEEND};
	struct page_import import;
	enum exit_status status = EXIT_ERROR;
	if (!begin(session, argc, argv, 1, none, &reading.start))
		return EXIT_ERROR;
	const char *format = session_format(session);
	if (format && read_document(session, &reading) &&
	    page_import(&reading.start.what, &reading.file, &session->arena,
			&session->diags, &reading.result, &import)) {
		write_import(session, &import, format);
		status = reading.result.differences || reading.result.unread
				 ? EXIT_FINDINGS
				 : EXIT_DONE;
	}
	buffer_release(&reading.text);
	return status;
}
