/* policy.conf to binary by checkpolicy, and what it has to say about it. */
#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "source/source.h"
#include "source/source_scan.h"

#include <stdlib.h>
#include <string.h>

USES_MESSAGE(POLICY_SYNTAX);
USES_MESSAGE(POLICY_WARNING);

enum { MEGABYTE = 1024 * 1024, BINARY_LIMIT = 64 * MEGABYTE };

/* A Xen policy takes a tenth of a second and some megabytes. */
static const struct process_limits limits = {
	.seconds = 60,
	.memory = (size_t)1024 * MEGABYTE,
	.output = 4 * MEGABYTE,
};

/* One run of checkpolicy, while its output is turned into messages. */
struct compiler_run {
	const char *path; /* shown for the text */
	const struct buffer *text;
	bool failed;
	struct arena *arena;
	struct diags *diags;
	size_t errors;
	unsigned line;	    /* of the last message, */
	const char *detail; /* which is this: in the arena or in an output */
};

/*
 * checkpolicy's own idea of the source's line is off by one behind some
 * markers; its line of the text is right, so the markers are read again.
 */
static void add_message(struct compiler_run *run, bool warning, unsigned line,
			const char *detail)
{
	struct location at = location_file(run->path);
	if (line)
		at = scanner_origin(run->path, run->text, line, run->arena);
	/* A character of several bytes is as many errors. */
	if (run->line == line && strcmp(run->detail, detail) == 0)
		return;
	run->line = line;
	run->detail = detail;
	diags_add(run->diags,
		  warning ? MESSAGE_POLICY_WARNING : MESSAGE_POLICY_SYNTAX, at,
		  "%s", detail);
	run->errors += !warning;
}

/* What stands between two marks, in the arena; NULL: they are not there. */
static const char *between(const char *text, const char *before,
			   const char *after, struct arena *arena)
{
	const char *start = strstr(text, before);
	if (!start)
		return NULL;
	start += strlen(before);
	const char *end = strstr(start, after);
	return end ? arena_slice(arena, start, (size_t)(end - start)) : NULL;
}

/* FILE:LINE:ERROR 'WHAT' at token 'TOKEN' on line LINE-OF-TEXT: */
static bool read_parser_message(struct compiler_run *run, const char *row)
{
	static const char error[] = ":ERROR '", warning[] = ":WARNING '";
	bool warns = strstr(row, error) == NULL;
	const char *what = between(row, warns ? warning : error, "' at token '",
				   run->arena);
	const char *token =
		between(row, "' at token '", "' on line ", run->arena);
	const char *line = strstr(row, "' on line ");
	if (!what || !token || !line)
		return false;
	unsigned number =
		(unsigned)strtoul(line + strlen("' on line "), NULL, 10);
	/* Of another message the token is only where the parser had got to. */
	if (strcmp(what, "syntax error") == 0)
		what = *token ? arena_format(run->arena, "%s at '%s'", what,
					     token)
			      : arena_format(run->arena, "%s at the end", what);
	add_message(run, warns, number, what);
	return true;
}

/* neverallow on line N of FILE (or line N of policy.conf) violated by RULE */
static bool read_neverallow(struct compiler_run *run, const char *row)
{
	const char *line = strstr(row, "(or line ");
	const char *rule = strstr(row, " violated by ");
	if (!strstr(row, "neverallow") || !line || !rule)
		return false;
	add_message(run, false,
		    (unsigned)strtoul(line + strlen("(or line "), NULL, 10),
		    arena_format(run->arena, "neverallow%s", rule));
	return true;
}

/* Rows that say nothing beside the ones that tell what happened. */
static bool is_noise(const char *row)
{
	static const char *const noise[] = {
		"Discarding filename type transition rules",
		"error(s) encountered while parsing configuration",
		"neverallow failures occurred",
		"Error while expanding policy",
		"Error during expand",
	};
	for (size_t i = 0; i < sizeof noise / sizeof *noise; i++)
		if (strstr(row, noise[i]))
			return true;
	return row[strspn(row, " \t")] == '\0';
}

/* "libsepol.FUNCTION: TEXT" and "checkpolicy:  TEXT" as TEXT, else NULL. */
static const char *without_origin(const char *row)
{
	const char *colon = strchr(row, ':');
	if (!colon || (!text_starts_with(row, "libsepol.") &&
		       !text_starts_with(row, "checkpolicy:")))
		return NULL;
	return colon + 1 + strspn(colon + 1, " ");
}

/* The text with the path that the user knows for those that were given. */
static const char *with_path(const struct compiler_run *run, const char *text)
{
	static const char *const given[] = {PROCESS_INPUT, PROCESS_PRODUCT};
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		const char *file = strstr(text, given[i]);
		if (file)
			return arena_format(run->arena, "%.*s%s%s",
					    (int)(file - text), text, run->path,
					    file + strlen(given[i]));
	}
	return text;
}

static void read_row(struct compiler_run *run, const char *row)
{
	if (read_neverallow(run, row) || is_noise(row))
		return;
	const char *detail = without_origin(row);
	if (detail)
		add_message(run, !run->failed, 0, with_path(run, detail));
}

static void read_output(struct compiler_run *run, char *output)
{
	enum { QUOTED_ROWS = 2 };
	unsigned quoted = 0;
	char *rest = output;
	char *row;
	while ((row = strsep(&rest, "\n"))) {
		/* Behind a message of the parser stands what it read last. */
		if (quoted)
			quoted--;
		else if (read_parser_message(run, row))
			quoted = QUOTED_ROWS;
		else
			read_row(run, row);
	}
}

static void report(struct compiler_run *run, struct buffer *out,
		   struct buffer *err, int status)
{
	run->failed = status != 0;
	if (err->length)
		read_output(run, err->data);
	/* There are notes on what is usual, too good to stand beside errors. */
	if (out->length && !run->errors)
		read_output(run, out->data);
	/* The first row of what has no known form, such as the lexer's. */
	if (run->failed && !run->errors)
		add_message(run, false, 0,
			    err->length && *err->data ? err->data
						      : "it does not say why");
}

bool source_compile_confined(const char *path, const struct buffer *text,
			     unsigned version,
			     const struct confinement *confinement,
			     struct diags *diags, struct buffer *binary)
{
	struct arena arena = ARENA_INIT;
	struct compiler_run run = {
		.path = file_shown(path),
		.text = text,
		.arena = &arena,
		.diags = diags,
		.detail = "",
	};
	const char *number = arena_format(&arena, "%u", version);
	bool mls = text_has_sensitivities(text);
	const char *const arguments[] = {"checkpolicy",
					 "-t",
					 "Xen",
					 "-c",
					 number,
					 "-o",
					 PROCESS_PRODUCT,
					 PROCESS_INPUT,
					 mls ? "-M" : NULL,
					 NULL};
	struct process process = {
		.arguments = arguments,
		.limits = limits,
		.confined = true,
		.confinement = *confinement,
		.input = text,
		.product_limit = BINARY_LIMIT,
	};
	bool done = process_run_in(&process, diags);
	if (done) {
		report(&run, &process.out, &process.err, process.status);
		done = process.status == 0;
	}
	if (done)
		buffer_add(binary, buffer_string(&process.product),
			   process.product.length);
	process_release(&process);
	arena_release(&arena);
	return done;
}

bool source_compile(const char *path, const struct buffer *text,
		    unsigned version, struct diags *diags,
		    struct buffer *binary)
{
	const struct confinement own = {.optional = true};
	return source_compile_confined(path, text, version, &own, diags,
				       binary);
}
