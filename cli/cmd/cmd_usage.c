/* What a command's --help shows. */
#include <assert.h>
#include <string.h>

#include "base/embedded.h"
#include "base/wrap.h"
#include "cmd/cmd_option.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_usage.h"
#include "cmd/cmd_value.h"

/*
 * Where the words on an option begin, if it leaves room before them; in narrow
 * lines they stand below it.
 */
enum { WORDS_COLUMN = 28, WORDS_BELOW = 8 };

void usage_prose(const char *text, size_t column, size_t width,
		 struct buffer *out)
{
	struct buffer line = BUFFER_INIT;
	buffer_add_repeated(&line, ' ', column);
	buffer_add_string(&line, text);
	wrap_line(line.data, line.length, width, column, out);
	buffer_release(&line);
}

/* The words of a kind, where they are few; NULL: they are not. */
static const char *words_of(const struct command *command,
			    const struct value_kind *kind, struct arena *arena)
{
	struct value_words words = {.arena = arena};
	const char *text = "";
	if (kind->source == VALUE_FORMAT)
		for (size_t i = 0; command->formats[i]; i++)
			*list_push(&words.list, arena) = command->formats[i];
	else if (kind->source == VALUE_WORDS)
		kind->add(&registry_builtin, &words);
	else
		return NULL;
	for (size_t i = 0; i < words.list.count; i++)
		text = arena_format(arena, "%s%s%s", text, i ? ", " : "",
				    words.list.items[i]);
	return text;
}

/* The summary of an option, what it takes, and what it is without. */
static const char *option_words(const struct command *command,
				const struct option_row *row,
				struct arena *arena)
{
	const char *text = row->summary;
	const char *names = row->value;
	if (row->common && row->value && strcmp(row->name, "release") == 0 &&
	    command->release)
		text = arena_format(arena, "%s (default: %s)", text,
				    command->release);
	while (names && *names) {
		const struct value_kind *kind = value_kind_next(&names);
		/* A new kind has its row in cmd_value.c. */
		assert(kind);
		const char *words = words_of(command, kind, arena);
		if (!words)
			continue;
		text = kind->source == VALUE_FORMAT
			       ? arena_format(arena, "%s (default: %s) [%s]",
					      text, command->formats[0], words)
			       : arena_format(arena, "%s [%s]", text, words);
	}
	return text;
}

/* "  -f, --format FORMAT", and what it is for in the column behind it. */
static void write_option(const struct command *command,
			 const struct option_row *row, size_t width,
			 struct arena *arena, struct buffer *out)
{
	const char *words = option_words(command, row, arena);
	const size_t column =
		width < 2 * WORDS_COLUMN ? WORDS_BELOW : WORDS_COLUMN;
	struct buffer line = BUFFER_INIT;
	if (row->letter)
		buffer_format(&line, "  -%c, --%s", row->letter, row->name);
	else
		buffer_format(&line, "      --%s", row->name);
	if (row->value)
		buffer_format(&line, " %s", row->value);
	if (line.length + 2 <= column) {
		buffer_add_repeated(&line, ' ', column - line.length);
		buffer_add_string(&line, words);
		wrap_line(line.data, line.length, width, column, out);
	} else {
		buffer_add(out, line.data, line.length);
		buffer_add_char(out, '\n');
		usage_prose(words, column, width, out);
	}
	buffer_release(&line);
}

static void write_options(const struct command *command,
			  const struct option_rows *rows, bool common,
			  size_t width, struct buffer *out)
{
	bool begun = false;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct option_row *row = &rows->list.items[i];
		if (row->common != common)
			continue;
		if (!begun)
			buffer_add_string(out, common ? "\nCommon options:\n"
						      : "\nOptions:\n");
		begun = true;
		write_option(command, row, width, rows->arena, out);
	}
}

/* --- Examples and pages --------------------------------------------------- */

/* One line of the text, without its newline, in the arena; NULL: no more. */
static const char *take_line(const char **text, struct arena *arena)
{
	if (!**text)
		return NULL;
	const size_t length = strcspn(*text, "\n");
	const char *line = arena_slice(arena, *text, length);
	*text += length + ((*text)[length] == '\n');
	return line;
}

/* Examples are as they are typed: a line of one is not broken. */
static void write_example(const char *line, size_t width, struct buffer *out)
{
	if (line[0] == '#' && line[1] == ' ')
		usage_prose(line + 2, 2, width, out);
	else
		buffer_format(out, "    $ %s\n", line);
}

/*
 * The command's part of the file "usage.txt": behind "== NAME" examples, each
 * below a line that says what it is for, and "see: PAGES".
 */
static void write_examples(const struct command *command, size_t width,
			   struct arena *arena, struct buffer *out)
{
	static const char head[] = "== ", see[] = "see: ";
	const char *text = embedded_find("usage.txt", NULL);
	const char *line, *pages = NULL;
	bool mine = false, begun = false;
	while (text && (line = take_line(&text, arena))) {
		if (strncmp(line, head, strlen(head)) == 0) {
			mine = strcmp(line + strlen(head), command->name) == 0;
		} else if (mine && strncmp(line, see, strlen(see)) == 0) {
			pages = line + strlen(see);
		} else if (mine && *line) {
			if (!begun)
				buffer_add_string(out, "\nExamples:\n");
			begun = true;
			write_example(line, width, out);
		}
	}
	if (pages) {
		buffer_add_string(out, "\nSee also:\n");
		usage_prose(pages, 2, width, out);
	}
}

/* Whether the names of kinds have that one among them. */
static bool has_kind(const char *names, const struct value_kind *kind)
{
	while (names && *names) {
		const struct value_kind *next = value_kind_next(&names);
		assert(next);
		if (next == kind)
			return true;
	}
	return false;
}

/* Whether the command takes what is of that kind. */
static bool takes_kind(const struct command *command,
		       const struct option_rows *rows,
		       const struct value_kind *kind)
{
	enum { ARGUMENTS = 2 }; /* further ones are of the last one's kind */
	for (size_t i = 0; i < rows->list.count; i++)
		if (has_kind(rows->list.items[i].value, kind))
			return true;
	for (size_t i = 0; i < ARGUMENTS; i++) {
		bool repeated;
		if (has_kind(value_argument(command, i, rows->arena, &repeated),
			     kind))
			return true;
	}
	return false;
}

/* Of which kinds of values there are too many to name them here. */
static void write_kinds(const struct command *command,
			const struct option_rows *rows, size_t width,
			struct buffer *out)
{
	const char *text = "";
	for (const struct value_kind *kind = value_kinds; kind->name; kind++)
		if (takes_kind(command, rows, kind) &&
		    kind->source == VALUE_NAMES)
			text = arena_format(rows->arena, "%s%s%s", text,
					    *text ? ", " : "", kind->name);
	if (!*text)
		return;
	buffer_add_char(out, '\n');
	usage_prose(arena_format(rows->arena,
				 "`xsmc help --values NAME` lists what may "
				 "stand for %s.",
				 text),
		    0, width, out);
}

void usage_write(const struct session *session,
		 const struct poptOption *options, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct option_rows rows = {.arena = &arena};
	const struct command *command = session->command;
	const size_t width = session_width(session);
	option_rows_read(options, &rows);
	const char *usage = arena_format(
		&arena, "usage: xsmc %s [OPTION...]%s%s", command->name,
		*command->arguments ? " " : "", command->arguments);
	wrap_line(usage, strlen(usage), width, 4, out);
	buffer_add_char(out, '\n');
	usage_prose(command->summary, 0, width, out);
	write_options(command, &rows, false, width, out);
	write_options(command, &rows, true, width, out);
	write_kinds(command, &rows, width, out);
	write_examples(command, width, &arena, out);
	arena_release(&arena);
}
