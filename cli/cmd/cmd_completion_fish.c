/* What is completed, for fish: a line for each option and argument. */
#include <string.h>

#include "cmd/cmd_completion_table.h"
#include "cmd/cmd_completion_words.h"
#include "cmd/cmd_table.h"

/* Adds the text as fish quotes it. */
static void add_quoted(const char *text, struct buffer *out)
{
	buffer_add_char(out, '\'');
	for (; *text; text++) {
		if (strchr("'\\", *text))
			buffer_add_char(out, '\\');
		buffer_add_char(out, *text);
	}
	buffer_add_char(out, '\'');
}

static void add_summary(const char *summary, struct arena *arena,
			struct buffer *out)
{
	buffer_add_string(out, " -d ");
	add_quoted(completion_summary(summary, arena), out);
	buffer_add_char(out, '\n');
}

/* What of the kind is offered: " -a '...'", and files with " -F". */
static void add_kind(const struct completed *one, const struct completion *all,
		     const struct value_kind *kind, struct buffer *out)
{
	switch (kind->source) {
	case VALUE_TEXT:
		break;
	case VALUE_FILE:
		buffer_add_string(out, " -F");
		break;
	case VALUE_FOLDER:
		buffer_add_string(out, " -a '(__fish_complete_directories)'");
		break;
	case VALUE_FORMAT:
	case VALUE_FORMATTED:
		buffer_add_string(out, " -a '");
		for (size_t i = 0; one->command && one->command->formats[i];
		     i++)
			buffer_format(out, "%s%s%s", i ? " " : "",
				      one->command->formats[i],
				      kind->source == VALUE_FORMAT ? "" : "=");
		buffer_add_char(out, '\'');
		break;
	case VALUE_COMMAND:
		buffer_format(out, " -a '%s'", completion_firsts(all));
		break;
	case VALUE_WORDS:
		buffer_format(out, " -a '%s'",
			      completion_words(kind, all->arena));
		break;
	case VALUE_NAMES:
		buffer_format(out, " -a '(__xsmc_names %s)'", kind->name);
		break;
	}
}

/* Whether a file may stand there: where none may, fish is told that. */
static bool takes_file(const char *names)
{
	bool takes = false;
	while (*names) {
		const enum value_source source =
			value_kind_next(&names)->source;
		takes |= source == VALUE_FILE || source == VALUE_FORMATTED;
	}
	return takes;
}

static void add_values(const struct completed *one,
		       const struct completion *all, const char *names,
		       struct buffer *out)
{
	while (*names)
		add_kind(one, all, value_kind_next(&names), out);
}

static void write_options(const struct completed *one,
			  const struct completion *all, struct buffer *out)
{
	for (size_t i = 0; i < one->rows.list.count; i++) {
		const struct option_row *row = &one->rows.list.items[i];
		buffer_format(out, "complete -c xsmc -n '__xsmc_is \"%s\"'",
			      one->name);
		if (row->letter)
			buffer_format(out, " -s %c", row->letter);
		buffer_format(out, " -l %s", row->name);
		if (row->value) {
			buffer_add_string(out, takes_file(row->value) ? " -r"
								      : " -x");
			add_values(one, all, row->value, out);
		}
		add_summary(row->summary, all->arena, out);
	}
}

static void write_arguments(const struct completed *one,
			    const struct completion *all, struct buffer *out)
{
	bool repeated = false;
	for (unsigned i = 0; one->command && !repeated; i++) {
		const char *names =
			value_argument(one->command, i, all->arena, &repeated);
		if (!names)
			return;
		buffer_format(out,
			      "complete -c xsmc -n '__xsmc_at \"%s\" %u%s'",
			      one->name, i, repeated ? " ..." : "");
		add_values(one, all, names, out);
		buffer_add_char(out, '\n');
	}
}

/* The command's words, each where it is due. */
static void write_names(const struct completion *all, struct buffer *out)
{
	const char *first;
	for (size_t i = 1; i < all->count; i++) {
		const struct completed *one = &all->list[i];
		const char *second = strchr(one->name, ' ');
		const bool begun = completion_is_begun(all, i, &first);
		if (!begun && second)
			buffer_format(out,
				      "complete -c xsmc -n '__xsmc_is \"\"' "
				      "-a %s\n",
				      first);
		buffer_format(
			out, "complete -c xsmc -n '__xsmc_is \"%s\"' -a %s",
			second ? first : "", second ? second + 1 : one->name);
		add_summary(one->command->summary, all->arena, out);
		if (second)
			buffer_format(out,
				      "complete -c xsmc -n '__xsmc_helps %s' "
				      "-a %s\n",
				      first, second + 1);
	}
}

/* Options with a value, of whatever command. */
static void write_valued(const struct completion *all, struct buffer *out)
{
	buffer_add_string(out, "set -g __xsmc_valued");
	for (size_t i = 0; i < all->count; i++)
		for (size_t j = 0; j < all->list[i].rows.list.count; j++) {
			const struct option_row *row =
				&all->list[i].rows.list.items[j];
			if (!row->value || (row->common && i))
				continue;
			buffer_format(out, " \\\n    --%s", row->name);
			if (row->letter)
				buffer_format(out, " -%c", row->letter);
		}
	buffer_add_string(out, "\n\n");
}

static void write_fish(const struct completion *all, struct buffer *out)
{
	const char *first;
	buffer_add_string(out, "set -g __xsmc_firsts");
	for (size_t i = 1; i < all->count; i++)
		if (!completion_is_begun(all, i, &first) &&
		    *completion_seconds(all, first))
			buffer_format(out, " %s", first);
	buffer_add_string(out, "\n");
	write_valued(all, out);
	buffer_add_string(out, "complete -c xsmc -f\n");
	write_names(all, out);
	for (size_t i = 0; i < all->count; i++) {
		write_options(&all->list[i], all, out);
		write_arguments(&all->list[i], all, out);
	}
	buffer_add_char(out, '\n');
}

const struct completion_shell completion_fish = {"fish", "completion.fish",
						 write_fish};
