/* What is completed, for bash: functions that are asked by name. */
#include <string.h>

#include "cmd/cmd_completion_table.h"
#include "cmd/cmd_completion_words.h"
#include "cmd/cmd_table.h"

/* Names and words have nothing in them that steers a shell. */
static void write_words(const struct completion *all, struct buffer *out)
{
	buffer_add_string(out, "# The words of a kind of values, or of FORMAT; "
			       "of others there are none.\n_xsmc_words()\n{\n"
			       "\tcase $1 in\n"
			       "\tFORMAT) echo \"$2\" ;;\n");
	buffer_format(out, "\tCOMMAND) echo '%s' ;;\n", completion_firsts(all));
	for (const struct value_kind *kind = value_kinds; kind->name; kind++)
		if (kind->source == VALUE_WORDS)
			buffer_format(out, "\t%s) echo '%s' ;;\n", kind->name,
				      completion_words(kind, all->arena));
	buffer_add_string(out, "\tesac\n}\n\n");
}

static void write_sources(struct buffer *out)
{
	static const char *const names[] = {
		[VALUE_TEXT] = "text",		 [VALUE_FILE] = "file",
		[VALUE_FOLDER] = "folder",	 [VALUE_FORMAT] = "words",
		[VALUE_FORMATTED] = "formatted", [VALUE_COMMAND] = "words",
		[VALUE_WORDS] = "words",	 [VALUE_NAMES] = "names",
	};
	buffer_add_string(out, "# Where the values of a kind come from.\n"
			       "_xsmc_source()\n{\n\tcase $1 in\n");
	for (const struct value_kind *kind = value_kinds; kind->name; kind++)
		buffer_format(out, "\t%s) echo %s ;;\n", kind->name,
			      names[kind->source]);
	buffer_add_string(out, "\tesac\n}\n\n");
}

static void write_seconds(const struct completion *all, struct buffer *out)
{
	const char *first;
	buffer_add_string(out, "# The words that may follow the first word of "
			       "a command, or begin one.\n_xsmc_seconds()\n{\n"
			       "\tcase $1 in\n");
	buffer_format(out, "\t'') echo '%s' ;;\n", completion_firsts(all));
	for (size_t i = 1; i < all->count; i++)
		if (!completion_is_begun(all, i, &first) &&
		    *completion_seconds(all, first))
			buffer_format(out, "\t%s) echo '%s' ;;\n", first,
				      completion_seconds(all, first));
	buffer_add_string(out, "\t*) return 1 ;;\n\tesac\n}\n\n");
}

static void write_options(const struct completed *one, struct buffer *out)
{
	buffer_add_string(out, "\t\toptions='");
	for (size_t i = 0; i < one->rows.list.count; i++) {
		const struct option_row *row = &one->rows.list.items[i];
		buffer_format(out, "%s--%s", i ? " " : "", row->name);
		if (row->letter)
			buffer_format(out, " -%c", row->letter);
	}
	buffer_add_string(out, "'\n\t\tvalues='\n");
	for (size_t i = 0; i < one->rows.list.count; i++) {
		const struct option_row *row = &one->rows.list.items[i];
		if (!row->value)
			continue;
		buffer_format(out, "--%s %s\n", row->name, row->value);
		if (row->letter)
			buffer_format(out, "-%c %s\n", row->letter, row->value);
	}
	buffer_add_string(out, "'\n");
}

static void write_arguments(const struct completion *all,
			    const struct completed *one, struct buffer *out)
{
	bool repeated = false;
	buffer_add_string(out, "\t\targuments='");
	for (size_t i = 0; one->command && !repeated; i++) {
		const char *names =
			value_argument(one->command, i, all->arena, &repeated);
		if (!names)
			break;
		buffer_format(out, "%s%s%s", i ? " " : "", names,
			      repeated ? "..." : "");
	}
	buffer_add_string(out, "'\n\t\tformats='");
	for (size_t i = 0;
	     one->command && one->command->formats && one->command->formats[i];
	     i++)
		buffer_format(out, "%s%s", i ? " " : "",
			      one->command->formats[i]);
	buffer_add_string(out, "'\n");
}

static void write_bash(const struct completion *all, struct buffer *out)
{
	write_words(all, out);
	write_sources(out);
	write_seconds(all, out);
	buffer_add_string(
		out, "# What a command takes, into the caller's variables.\n"
		     "# shellcheck disable=SC2034\n"
		     "_xsmc_table()\n{\n\tcase $1 in\n");
	for (size_t i = 0; i < all->count; i++) {
		buffer_format(out, "\t'%s')\n", all->list[i].name);
		write_options(&all->list[i], out);
		write_arguments(all, &all->list[i], out);
		buffer_add_string(out, "\t\t;;\n");
	}
	buffer_add_string(out, "\t*) return 1 ;;\n\tesac\n}\n\n");
}

const struct completion_shell completion_bash = {"bash", "completion.bash",
						 write_bash};
