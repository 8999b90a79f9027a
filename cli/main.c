/* xsmc: global options, find the command, run it, write what came out. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_replace.h"
#include "base/text.h"
#include "base/wrap.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_terminal.h"

/* Options before the command; returns the index of the command's name. */
static int read_global_options(struct session *session, int argc,
			       const char **argv, int *version)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"version", 'V', POPT_ARG_NONE, version, 0, "show the version",
		 NULL},
		COMMON_OPTIONS(common),
		POPT_TABLEEND,
	};
	poptContext context = session_parse(session, options, argc, argv,
					    POPT_CONTEXT_POSIXMEHARDER);
	int left = 0;
	for (const char **rest = poptGetArgs(context); rest && rest[left];)
		left++;
	poptFreeContext(context);
	return argc - left;
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static enum exit_status run(struct session *session, int argc,
			    const char **argv)
{
	int words = 0, version = 0;
	int used = read_global_options(session, argc, argv, &version);
	if (session->diags.errors)
		return EXIT_ERROR;
	if (version)
		return cmd_version(session, 1, argv);
	if (used == argc)
		return session->help
			       ? cmd_help(session, 1, argv)
			       : session_usage(session,
					       "no command; see xsmc help");
	session->command = command_find(argv + used, argc - used, &words);
	if (!session->command && argv[used + 1] &&
	    command_is_group(argv[used]) && is_help(argv[used + 1]))
		return cmd_help(session, 2, argv + used - 1);
	if (!session->command)
		return command_unknown(session, argv + used);
	const char *unused = session_unused_option(session);
	if (unused)
		return session_usage(session, "xsmc %s takes no %s",
				     session->command->name, unused);
	/* The command's last word stands where popt expects the program. */
	int skipped = used + words - 1;
	return session->command->run(session, argc - skipped, argv + skipped);
}

/* What a message quotes must not steer the terminal. */
static void add_plain(const char *text, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	char *copy = arena_string(&arena, text);
	text_mask(copy);
	buffer_add_string(out, copy);
	arena_release(&arena);
}

static void print_diag(const struct diag *diag, bool quiet)
{
	enum { HANG = 4 }; /* of the further lines, where it is broken */
	const struct message *message = diag->message;
	const size_t width = terminal_width(STDERR_FILENO);
	bool error = message->severity == SEVERITY_ERROR;
	struct buffer line = BUFFER_INIT, wrapped = BUFFER_INIT;
	if (quiet && !error)
		return;
	if (diag->at.file) {
		add_plain(diag->at.file, &line);
		buffer_add_char(&line, ':');
	}
	if (diag->at.file && diag->at.line)
		buffer_format(&line, "%u:", diag->at.line);
	if (diag->at.file && diag->at.column)
		buffer_format(&line, "%u:", diag->at.column);
	buffer_format(&line, "%s%s: %s: ", diag->at.file ? " " : "xsmc: ",
		      severity_name(message->severity), message->title);
	add_plain(diag->detail, &line);
	buffer_format(&line, " [%s]", message->name);
	if (width)
		wrap_line(line.data, line.length, width, HANG, &wrapped);
	fprintf(stderr, width ? "%s" : "%s\n",
		buffer_string(width ? &wrapped : &line));
	buffer_release(&wrapped);
	buffer_release(&line);
}

/* Text for people is broken where it does not fit the terminal. */
static void fit_output(struct session *session)
{
	struct buffer wrapped = BUFFER_INIT;
	const size_t width =
		session_text_width(session, session->format, session->output);
	if (!width)
		return;
	wrap_text(buffer_string(&session->out), session->out.length, width,
		  &wrapped);
	buffer_release(&session->out);
	session->out = wrapped;
}

/* Writes the data, to all files or none; what goes wrong is a message. */
static bool write_output(struct session *session)
{
	if (session->replacing)
		return file_replace_finish(session->replacing);
	struct file_output *files = arena_alloc(
		&session->arena, session->files.count + 1, sizeof *files);
	size_t count = 0;
	fit_output(session);
	if (session->output || session->out.length)
		files[count++] = (struct file_output){
			.path = session->output ? session->output : "-",
			.bytes = buffer_string(&session->out),
			.length = session->out.length};
	for (size_t i = 0; i < session->files.count; i++) {
		const struct session_file *file = session->files.items[i];
		files[count++] = (struct file_output){
			.path = file->path,
			.bytes = buffer_string(&file->content),
			.length = file->content.length,
			.renews = file->renews};
	}
	return file_replace_all(files, count, &session->diags);
}

static void free_session(struct session *session)
{
	for (size_t i = 0; i < session->files.count; i++)
		buffer_release(&session->files.items[i]->content);
	buffer_release(&session->out);
	diags_release(&session->diags);
	arena_release(&session->arena);
}

int main(int argc, char *argv[])
{
	struct session session = {.diags = DIAGS_INIT};
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	const char **arguments = arena_alloc(&session.arena, (size_t)argc + 1,
					     sizeof *arguments);
	memcpy(arguments, argv, (size_t)argc * sizeof *arguments);
	enum exit_status status = run(&session, argc, arguments);
	progress_end(&session);
	if (session.help)
		status = EXIT_DONE;
	if (session.diags.errors)
		status = EXIT_ERROR;
	bool written = status != EXIT_ERROR || session.partial;
	if (written && !write_output(&session))
		status = EXIT_ERROR;
	if (!written && session.replacing)
		file_replace_drop(session.replacing);
	for (size_t i = 0; i < session.diags.list.count; i++)
		print_diag(&session.diags.list.items[i], session.quiet);
	free_session(&session);
	return (int)status;
}
