#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"

void session_options(struct session *session,
		     struct poptOption options[SESSION_OPTIONS])
{
	const struct poptOption rows[SESSION_OPTIONS] = {
		{"release", 'r', POPT_ARG_STRING, &session->release, 0,
		 "the Xen release: 4.17.5, 4.17 or latest", "RELEASE"},
		{"registry", '\0', POPT_ARG_ARGV, &session->registries, 0,
		 "a registry file instead of what is built in; +FILE adds one",
		 "FILE"},
		{"format", 'f', POPT_ARG_STRING, &session->format, 0,
		 "the form of the output", "FORMAT"},
		{"output", 'o', POPT_ARG_STRING, &session->output, 0,
		 "write to this file instead of standard output", "FILE"},
		{"color", '\0', POPT_ARG_STRING, &session->color, 0,
		 "auto, always or never", "WHEN"},
		{"quiet", 'q', POPT_ARG_NONE, &session->quiet, 0, "no warnings",
		 NULL},
		{"verbose", 'v', POPT_ARG_NONE, &session->verbose, 0,
		 "say more", NULL},
		{"help", 'h', POPT_ARG_NONE, &session->help, 0,
		 "show this usage", NULL},
		POPT_TABLEEND,
	};
	memcpy(options, rows, sizeof rows);
}

enum exit_status session_usage(struct session *session, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	const char *detail = arena_vformat(&session->arena, format, arguments);
	va_end(arguments);
	diags_add(&session->diags, MESSAGE_USAGE, location_file(NULL), "%s",
		  detail);
	return EXIT_ERROR;
}

static void show_help(struct session *session, poptContext context)
{
	char *text = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&text, &length);
	const char *arguments = session->command->arguments;
	buffer_format(&session->out, "usage: xsmc %s [OPTION...]%s%s\n\n%s\n\n",
		      session->command->name, *arguments ? " " : "", arguments,
		      session->command->summary);
	if (stream) {
		poptPrintHelp(context, stream, 0);
		fclose(stream);
		/* popt's first line repeats the usage without the command. */
		const char *rest = strchr(text, '\n');
		buffer_add_string(&session->out, rest ? rest + 1 : text);
	}
	free(text);
}

/* Where popt stores the strings of options, which it allocates. */
struct string_options {
	list_of(char **) list;
};

/*
 * The table with a number as the value of each option that takes a string,
 * so that popt stops there: the strings are then numbered from 1.
 */
static struct poptOption *number_strings(struct session *session,
					 const struct poptOption *options,
					 struct string_options *strings)
{
	size_t count = 1;
	for (const struct poptOption *option = options;
	     option->longName || option->shortName || option->arg; option++)
		count++;
	struct poptOption *numbered =
		arena_alloc(&session->arena, count, sizeof *numbered);
	memcpy(numbered, options, count * sizeof *numbered);
	for (size_t i = 0; i < count; i++) {
		struct poptOption *option = &numbered[i];
		unsigned kind = option->argInfo & POPT_ARG_MASK;
		if (kind == POPT_ARG_INCLUDE_TABLE) {
			option->arg =
				number_strings(session, option->arg, strings);
		} else if (kind == POPT_ARG_STRING) {
			*list_push(&strings->list, &session->arena) =
				option->arg;
			option->val = (int)strings->list.count;
		}
	}
	return numbered;
}

poptContext session_parse(struct session *session,
			  const struct poptOption *options, int argc,
			  const char **argv, unsigned flags)
{
	static const char *const colors[] = {"auto", "always", "never", NULL};
	struct string_options strings = {LIST_INIT};
	poptContext context = poptGetContext(
		"xsmc", argc, argv, number_strings(session, options, &strings),
		flags);
	int code;
	while ((code = poptGetNextOpt(context)) > 0) {
		assert((size_t)code <= strings.list.count);
		char **value = strings.list.items[code - 1];
		char *given = *value;
		*value = arena_string(&session->arena, given);
		free(given);
	}
	if (code < -1)
		session_usage(session, "%s: %s",
			      poptBadOption(context, POPT_BADOPTION_NOALIAS),
			      poptStrerror(code));
	else if (session->color && !report_has_format(colors, session->color))
		session_usage(session, "--color takes auto, always or never");
	return context;
}

const char **session_arguments(struct session *session,
			       const struct poptOption *options, int argc,
			       const char **argv, int least, int most)
{
	size_t errors = session->diags.errors;
	poptContext context = session_parse(session, options, argc, argv, 0);
	list_of(const char *) list = LIST_INIT;
	bool good = session->diags.errors == errors;
	const char *argument;
	while (good && (argument = poptGetArg(context)))
		*list_push(&list, &session->arena) =
			arena_string(&session->arena, argument);
	if (good && session->help)
		show_help(session, context);
	poptFreeContext(context);
	if (!good || session->help)
		return NULL;
	if ((int)list.count < least) {
		session_usage(session, "an argument is missing after %s",
			      argv[0]);
		return NULL;
	}
	if (most >= 0 && (int)list.count > most) {
		session_usage(session, "one argument too many: %s",
			      list.items[most]);
		return NULL;
	}
	list_push(&list, &session->arena);
	return list.items;
}

const struct registry *session_registry(struct session *session)
{
	list_of(const char *) paths = LIST_INIT;
	const char **given = session->registries;
	if (!given)
		return &registry_builtin;
	if (given[0][0] == '+')
		*list_push(&paths, &session->arena) = REGISTRY_BUILTIN_PATH;
	for (size_t i = 0; given[i]; i++) {
		bool overlay = given[i][0] == '+';
		if (!overlay && i > 0) {
			session_usage(session,
				      "--registry %s: only the first file "
				      "replaces the registry, each further one "
				      "is +FILE",
				      given[i]);
			return NULL;
		}
		*list_push(&paths, &session->arena) = given[i] + overlay;
	}
	return registry_load(paths.items, paths.count, &session->arena,
			     &session->diags);
}

unsigned session_release(struct session *session,
			 const struct registry *registry, const char *otherwise)
{
	return registry_release(registry,
				session->release ? session->release : otherwise,
				&session->diags);
}

const char *session_format(struct session *session, const char *const formats[])
{
	if (!session->format)
		return formats[0];
	if (report_has_format(formats, session->format))
		return session->format;
	const char *known = "";
	for (size_t i = 0; formats[i]; i++)
		known = arena_format(&session->arena, "%s%s%s", known,
				     i ? ", " : "", formats[i]);
	session_usage(session, "--format %s is not one of %s", session->format,
		      known);
	return NULL;
}

struct style session_style(const struct session *session)
{
	const char *no_color = getenv("NO_COLOR");
	bool terminal = !session->output && isatty(STDOUT_FILENO) &&
			!(no_color && *no_color);
	struct style style = {terminal, session->verbose};
	if (session->color && strcmp(session->color, "auto") != 0)
		style.color = strcmp(session->color, "always") == 0;
	return style;
}
