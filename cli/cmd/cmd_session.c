/* What all commands share: options, inputs, and what comes out. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/near.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/cmd_option.h"
#include "cmd/cmd_terminal.h"
#include "cmd/cmd_usage.h"
#include "cmd/cmd_value.h"

USES_MESSAGE(RELEASE_NEAREST);
USES_MESSAGE(UNKNOWN_RELEASE);
USES_MESSAGE(USAGE);

/* Those that stand before the command are read before it is known. */
static bool is_taken(const struct session *session, unsigned by)
{
	return !by || !session->command || (session->command->takes & by);
}

static bool takes_several(const struct session *session)
{
	return session->command && (session->command->takes & TAKES_OUTPUTS);
}

/* A command that writes a folder has that among its arguments. */
static const char *output_value(const struct session *session)
{
	static const char folder[] = "-o ";
	if (takes_several(session))
		return "FILE|FORMAT=FILE";
	if (session->command &&
	    text_starts_with(session->command->arguments, folder))
		return session->command->arguments + strlen(folder);
	return "FILE";
}

void session_options(struct session *session,
		     struct poptOption options[SESSION_OPTIONS])
{
	const struct {
		unsigned by; /* a bit of takes; 0: every command's */
		struct poptOption option;
	} rows[] = {
		{TAKES_RELEASE,
		 {"release", 'r', POPT_ARG_STRING, &session->release, 0,
		  "the Xen release: 4.17.5, 4.17 or latest", "RELEASE"}},
		{TAKES_NEAREST,
		 {"nearest", '\0', POPT_ARG_NONE, &session->nearest, 0,
		  "where the registry does not have the release, use the "
		  "nearest older one",
		  NULL}},
		{TAKES_REGISTRY,
		 {"registry", '\0', POPT_ARG_ARGV, &session->registries, 0,
		  "a registry file instead of what is built in; +FILE adds one",
		  "FILE"}},
		{TAKES_FORMAT,
		 {"format", 'f', POPT_ARG_STRING, &session->format, 0,
		  "the form of the output", "FORMAT"}},
		{0,
		 {"output", 'o', POPT_ARG_ARGV, &session->outputs, 0,
		  takes_several(session)
			  ? "write to this file instead of standard output, or "
			    "in that format to that file; may be given several "
			    "times"
			  : "write to this file instead of standard output",
		  output_value(session)}},
		{0,
		 {"color", '\0', POPT_ARG_STRING, &session->color, 0,
		  "colours and bold text (default: auto)", "WHEN"}},
		{0,
		 {"quiet", 'q', POPT_ARG_NONE, &session->quiet, 0,
		  "no warnings", NULL}},
		{0,
		 {"verbose", 'v', POPT_ARG_NONE, &session->verbose, 0,
		  "say more", NULL}},
		{0,
		 {"help", 'h', POPT_ARG_NONE, &session->help, 0,
		  "show this usage", NULL}},
	};
	static_assert(sizeof rows / sizeof *rows == SESSION_OPTIONS - 1,
		      "a row for each, and one for the end");
	const struct poptOption end = POPT_TABLEEND;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (is_taken(session, rows[i].by))
			*options++ = rows[i].option;
	*options = end;
}

const char *session_unused_option(const struct session *session)
{
	const struct {
		unsigned by;
		bool given;
		const char *name;
	} options[] = {
		{TAKES_RELEASE, session->release, "--release"},
		{TAKES_NEAREST, session->nearest, "--nearest"},
		{TAKES_REGISTRY, session->registries, "--registry"},
		{TAKES_FORMAT, session->format, "--format"},
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].given && !is_taken(session, options[i].by))
			return options[i].name;
	return NULL;
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

enum exit_status session_not_one_of(struct session *session, const char *option,
				    const char *value,
				    const char *const names[])
{
	const char *known = "";
	for (size_t i = 0; names[i]; i++)
		known = arena_format(&session->arena, "%s%s%s", known,
				     i ? ", " : "", names[i]);
	return session_usage(session, "%s %s is not one of %s%s", option, value,
			     known,
			     near_hint_of(value, names, &session->arena));
}

/* An option that has one value, and of which popt would take the last. */
struct single_option {
	const char *name;
	char **string; /* where popt stores it, which it allocates; or NULL */
	bool given;
};

/* An option that may be given several times. */
struct list_option {
	const char ***list; /* where its values belong */
	const char **given; /* what popt allocates of them, or NULL */
};

/* The options of a table that popt allocates for, or stops at. */
struct value_options {
	list_of(struct single_option) singles;
	list_of(struct list_option *) lists;
};

/* Whether it stood before the command's name: its value is the session's. */
static bool was_given(const struct session *session,
		      const struct poptOption *option)
{
	const char *const *const common[] = {&session->release,
					     &session->format, &session->color};
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (option->arg == (const void *)common[i])
			return *common[i];
	return false;
}

static void number_single(struct session *session, struct poptOption *option,
			  struct value_options *values)
{
	bool string = (option->argInfo & POPT_ARG_MASK) == POPT_ARG_STRING;
	*list_push(&values->singles, &session->arena) = (struct single_option){
		option->longName, string ? option->arg : NULL,
		was_given(session, option)};
	option->val = (int)values->singles.count;
}

/* What stood before the command's name is no list that popt could lengthen. */
static void divert_list(struct session *session, struct poptOption *option,
			struct value_options *values)
{
	struct list_option *list =
		arena_alloc(&session->arena, 1, sizeof *list);
	list->list = option->arg;
	option->arg = &list->given;
	*list_push(&values->lists, &session->arena) = list;
}

/*
 * The table with a number as the value of each option that has one value, so
 * that popt stops there: they are numbered from 1.  Lists go to ours first.
 */
static struct poptOption *number_options(struct session *session,
					 const struct poptOption *options,
					 struct value_options *values)
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
		if (kind == POPT_ARG_INCLUDE_TABLE)
			option->arg =
				number_options(session, option->arg, values);
		else if (kind == POPT_ARG_STRING || kind == POPT_ARG_INT)
			number_single(session, option, values);
		else if (kind == POPT_ARG_ARGV)
			divert_list(session, option, values);
	}
	return numbered;
}

/* One that is given twice is two wishes, of which one would be forgotten. */
static void take_single(struct session *session, struct single_option *option)
{
	if (option->given)
		session_usage(session, "--%s is given twice", option->name);
	option->given = true;
	if (!option->string)
		return;
	char *given = *option->string;
	*option->string = arena_string(&session->arena, given);
	free(given);
}

/* Adds what popt allocated to the list, in the session's arena. */
static void take_list(struct session *session, const struct list_option *option)
{
	list_of(const char *) all = LIST_INIT;
	if (!option->given)
		return;
	for (size_t i = 0; *option->list && (*option->list)[i]; i++)
		*list_push(&all, &session->arena) = (*option->list)[i];
	for (size_t i = 0; option->given[i]; i++) {
		*list_push(&all, &session->arena) =
			arena_string(&session->arena, option->given[i]);
		free((void *)(uintptr_t)option->given[i]);
	}
	free(option->given);
	list_push(&all, &session->arena);
	*option->list = all.items;
}

/* The long names of the options, with their dashes. */
struct option_names {
	list_of(const char *) list;
};

/* NOLINTNEXTLINE(misc-no-recursion): tables stand in tables, one deep */
static void add_option_names(const struct poptOption *options,
			     struct arena *arena, struct option_names *names)
{
	for (; options->longName || options->shortName || options->arg;
	     options++) {
		if ((options->argInfo & POPT_ARG_MASK) ==
		    POPT_ARG_INCLUDE_TABLE)
			add_option_names(options->arg, arena, names);
		else if (options->longName)
			*list_push(&names->list, arena) =
				arena_format(arena, "--%s", options->longName);
	}
}

static void bad_option(struct session *session,
		       const struct poptOption *options, int code,
		       const char *option)
{
	struct option_names names = {LIST_INIT};
	if (code == POPT_ERROR_BADOPT && text_starts_with(option, "--"))
		add_option_names(options, &session->arena, &names);
	session_usage(session, "%s: %s%s", option, poptStrerror(code),
		      near_hint(option, names.list.items, names.list.count,
				&session->arena));
}

poptContext session_parse(struct session *session,
			  const struct poptOption *options, int argc,
			  const char **argv, unsigned flags)
{
	struct value_options values = {LIST_INIT, LIST_INIT};
	poptContext context = poptGetContext(
		"xsmc", argc, argv, number_options(session, options, &values),
		flags);
	int code;
	while ((code = poptGetNextOpt(context)) > 0) {
		assert((size_t)code <= values.singles.count);
		take_single(session, &values.singles.items[code - 1]);
	}
	for (size_t i = 0; i < values.lists.count; i++)
		take_list(session, values.lists.items[i]);
	for (size_t i = 0; session->outputs && session->outputs[i]; i++)
		session->output = session->outputs[i];
	if (!takes_several(session) && session->outputs &&
	    session->outputs[0] && session->outputs[1])
		session_usage(session, "--output is given twice");
	if (code < -1)
		bad_option(session, options, code,
			   poptBadOption(context, POPT_BADOPTION_NOALIAS));
	else if (session->color &&
		 !report_has_format(value_whens, session->color))
		session_not_one_of(session, "--color", session->color,
				   value_whens);
	return context;
}

const char **session_arguments(struct session *session,
			       const struct poptOption *options, int argc,
			       const char **argv, int least, int most)
{
	size_t errors = session->diags.errors;
	if (session->asked) {
		option_rows_read(options, session->asked);
		return NULL;
	}
	poptContext context = session_parse(session, options, argc, argv, 0);
	list_of(const char *) list = LIST_INIT;
	bool good = session->diags.errors == errors;
	const char *argument;
	while (good && (argument = poptGetArg(context)))
		*list_push(&list, &session->arena) =
			arena_string(&session->arena, argument);
	if (good && session->help)
		usage_write(session, options, &session->out);
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
	const char *const *overlays = session->overlays;
	bool more = overlays && overlays[0];
	if (!given && !more)
		return &registry_builtin;
	if (!given || given[0][0] == '+')
		*list_push(&paths, &session->arena) = REGISTRY_BUILTIN_PATH;
	for (size_t i = 0; given && given[i]; i++) {
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
	for (size_t i = 0; more && overlays[i]; i++)
		*list_push(&paths, &session->arena) = overlays[i];
	return registry_load(paths.items, paths.count, &session->arena,
			     &session->diags);
}

unsigned session_named_release(struct session *session,
			       const struct registry *registry,
			       const char *name)
{
	unsigned found = registry_find_release(registry, name);
	unsigned nearest = registry_nearest_release(registry, name);
	if (found != NO_INDEX)
		return found;
	if (nearest == NO_INDEX)
		return registry_release(registry, name, &session->diags);
	const char *older = registry->releases[nearest].name;
	if (session->nearest)
		diags_add(&session->diags, MESSAGE_RELEASE_NEAREST,
			  location_file(NULL), "%s is taken for %s", name,
			  older);
	else
		diags_add(&session->diags, MESSAGE_UNKNOWN_RELEASE,
			  location_file(NULL),
			  "%s (the registry has %s to %s; --nearest takes it "
			  "for %s)",
			  name, registry->releases[0].name,
			  registry->releases[registry->release_count - 1].name,
			  older);
	return session->nearest ? nearest : NO_INDEX;
}

unsigned session_release(struct session *session,
			 const struct registry *registry, const char *otherwise)
{
	return session_named_release(session, registry,
				     session->release ? session->release
						      : otherwise);
}

const char *session_format(struct session *session)
{
	const char *const *formats = session->command->formats;
	if (!session->format)
		return formats[0];
	if (report_has_format(formats, session->format))
		return session->format;
	session_not_one_of(session, "--format", session->format, formats);
	return NULL;
}

struct style session_style(const struct session *session)
{
	bool to_file = session->output && strcmp(session->output, "-") != 0;
	bool shown = !to_file && terminal_is_able(STDOUT_FILENO) &&
		     !terminal_without_color();
	struct style style = {.color = shown, .verbose = session->verbose};
	if (session->color && strcmp(session->color, "auto") != 0)
		style.color = strcmp(session->color, "always") == 0;
	return style;
}

size_t session_width(const struct session *session)
{
	enum { USUAL_WIDTH = 80 };
	bool to_file = session->output && strcmp(session->output, "-") != 0;
	const size_t width = to_file ? 0 : terminal_width(STDOUT_FILENO);
	return width ? width : USUAL_WIDTH;
}

size_t session_text_width(const struct session *session, const char *format,
			  const char *path)
{
	const struct command *command = session->command;
	/* A usage fits already, and its examples are to be copied. */
	if (!command || !(command->takes & SHOWS_TEXT) || session->as_it_is ||
	    session->help || (path && strcmp(path, "-") != 0))
		return 0;
	if (!format && command->formats)
		format = command->formats[0];
	return !format || strcmp(format, "text") == 0
		       ? terminal_width(STDOUT_FILENO)
		       : 0;
}

struct buffer *session_renewed_file(struct session *session, const char *path,
				    const char *input)
{
	struct session_file *file =
		arena_alloc(&session->arena, 1, sizeof *file);
	file->path = path;
	file->renews = input;
	*list_push(&session->files, &session->arena) = file;
	return &file->content;
}

struct buffer *session_file(struct session *session, const char *path)
{
	return session_renewed_file(session, path, NULL);
}

const char *session_today(struct session *session)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = time(NULL);
	struct tm day;
	char *end = NULL;
	if (epoch && *epoch) {
		now = (time_t)strtoll(epoch, &end, 10);
		if (*end || now < 0) {
			session_usage(session,
				      "SOURCE_DATE_EPOCH is %s, no number of "
				      "seconds",
				      epoch);
			return NULL;
		}
	}
	if (!gmtime_r(&now, &day) || day.tm_year > 9999 - 1900) {
		session_usage(session, "SOURCE_DATE_EPOCH is beyond the "
				       "calendar");
		return NULL;
	}
	return arena_format(&session->arena, "%04d-%02d-%02d",
			    day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}
