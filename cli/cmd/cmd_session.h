/* What all commands share: options, inputs, and what comes out. */
#ifndef CMD_CMD_SESSION_H
#define CMD_CMD_SESSION_H

#include <popt.h>
#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"
#include "cmd/cmd_progress.h"
#include "registry/registry.h"
#include "report/report.h"

struct command;
struct option_rows;
struct replacing;

/* Exit statuses, as the contract has them. */
enum exit_status { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_ERROR = 2 };

/* One run of the program: what all commands are told, and what comes out. */
struct session {
	const char *release;  /* --release; NULL: not given */
	const char *format;   /* --format; NULL: not given */
	const char *output;   /* the last -o; NULL: standard output */
	const char **outputs; /* all -o, NULL-terminated, or NULL */
	const char *color;    /* --color; NULL: auto */
	int quiet, verbose;
	int nearest;		       /* --nearest */
	int help;		       /* --help: show the usage instead */
	const struct command *command; /* that runs */
	/* Where the command hands over its options instead; or NULL. */
	struct option_rows *asked;
	const char **registries; /* --registry, NULL-terminated, or NULL */
	/* Registry files on top of these, NULL-terminated, or NULL. */
	const char *const *overlays;
	struct progress progress;
	bool as_it_is; /* what comes out is no text for people, say rules */
	/* What comes out is of some inputs; of the others errors tell. */
	bool partial;
	struct arena arena;
	struct diags diags;
	struct buffer out; /* data, written when the command is done */
	/* Outputs that are written while the command runs, in its place; or
	 * NULL.
	 */
	struct replacing *replacing;
	/* Further files that are written with it: all of them or none. */
	list_of(struct session_file *) files;
};

/* A file, and what it will hold. */
struct session_file {
	const char *path;
	const char *renews; /* the input whose place it may take, or NULL */
	struct buffer content;
};

/* Which of the common options mean something to a command. */
enum {
	TAKES_RELEASE = 1,
	TAKES_NEAREST = 2,
	TAKES_REGISTRY = 4,
	TAKES_FORMAT = 8,
	TAKES_OUTPUTS = 16, /* several, each in its format */
	SHOWS_TEXT = 32,    /* its text is for people, and may be wrapped */
};

/* The rows of the common options that the session's command takes. */
enum { SESSION_OPTIONS = 10 };
void session_options(struct session *session,
		     struct poptOption options[SESSION_OPTIONS]);

/* What was said before the command and means nothing to it; or NULL. */
const char *session_unused_option(const struct session *session);

/* In an option table of a command: the common options that it takes. */
#define COMMON_OPTIONS(table)                                   \
	{                                                       \
		NULL, '\0', POPT_ARG_INCLUDE_TABLE, (table), 0, \
			"Common options:", NULL                 \
	}

/*
 * Reads the options; their strings and lists are owned by the session's arena,
 * and lists are NULL where they are not given.  The
 * arguments that are left are in the context, which the caller frees.  Wrong
 * options are a message.
 */
poptContext session_parse(struct session *session,
			  const struct poptOption *options, int argc,
			  const char **argv, unsigned flags);

/*
 * Reads the options of a command and returns its other arguments, between
 * least and most of them, NULL-terminated and owned by the session's arena.
 * NULL: the usage was wrong (a message says so), or --help was asked for and
 * is in the session's output.
 */
const char **session_arguments(struct session *session,
			       const struct poptOption *options, int argc,
			       const char **argv, int least, int most);

/* The built-in registry, or the one that --registry names; NULL: message. */
const struct registry *session_registry(struct session *session);

/*
 * The release of that name; NO_INDEX: there is none, and a message.  With
 * --nearest one that the registry does not have is the nearest older one, and
 * a warning says so.
 */
unsigned session_named_release(struct session *session,
			       const struct registry *registry,
			       const char *name);

/* The one that --release names, or else `otherwise`. */
unsigned session_release(struct session *session,
			 const struct registry *registry,
			 const char *otherwise);

/*
 * The format that --format names, or else the first of the command's; NULL with
 * a message when it is not among them.
 */
const char *session_format(struct session *session);

/* How text goes to where the output goes. */
struct style session_style(const struct session *session);

/* The columns of a usage's lines. */
size_t session_width(const struct session *session);

/*
 * The columns of the lines of an output in that format to that path (NULL:
 * standard output), or 0: they stay as they are.
 */
size_t session_text_width(const struct session *session, const char *format,
			  const char *path);

/*
 * What the file of that path will hold, to be filled; "-" is standard output.
 * The path must live as long as the session.
 */
struct buffer *session_file(struct session *session, const char *path);

/* The same, where it may take the place of that input; NULL: of none. */
struct buffer *session_renewed_file(struct session *session, const char *path,
				    const char *input);

/*
 * Today in UTC as YYYY-MM-DD, in the session's arena; SOURCE_DATE_EPOCH, where
 * it is set, says which second it is.  NULL with a message where it says none.
 */
const char *session_today(struct session *session);

/*
 * A message of wrong usage: the option's value is none of the names, up to the
 * NULL, which the message lists, with those near it; always EXIT_ERROR.
 */
enum exit_status session_not_one_of(struct session *session, const char *option,
				    const char *value,
				    const char *const names[]);

/* A message of wrong usage; always EXIT_ERROR. */
enum exit_status session_usage(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
