/* What is completed, for zsh: specifications for _arguments. */
#include <string.h>

#include "cmd/cmd_completion_table.h"
#include "cmd/cmd_completion_words.h"
#include "cmd/cmd_table.h"

/* Adds the text between single quotes of a specification. */
static void add_quoted(const char *text, struct buffer *out)
{
	for (; *text; text++) {
		if (strchr(":[]\\", *text))
			buffer_add_char(out, '\\');
		if (*text == '\'')
			buffer_add_string(out, "'\\''");
		else
			buffer_add_char(out, *text);
	}
}

/* ":PROFILE|FILE:_xsmc_values PROFILE,FILE": a bar would be a pattern there. */
static void add_values(const char *names, struct arena *arena,
		       struct buffer *out)
{
	char *list = arena_string(arena, names);
	for (char *at = list; (at = strchr(at, '|'));)
		*at = ',';
	buffer_add_char(out, ':');
	add_quoted(names, out);
	buffer_add_string(out, ":_xsmc_values ");
	add_quoted(list, out);
}

static void write_option(const struct option_row *row, struct arena *arena,
			 struct buffer *out)
{
	buffer_add_string(out, "\n\t\t\t");
	if (row->repeats)
		buffer_add_string(out, "'*'");
	else if (row->letter)
		buffer_format(out, "'(-%c --%s)'", row->letter, row->name);
	if (row->letter && row->value)
		buffer_format(out, "{-%c+,--%s=}'", row->letter, row->name);
	else if (row->letter)
		buffer_format(out, "{-%c,--%s}'", row->letter, row->name);
	else
		buffer_format(out, "%s--%s%s", row->repeats ? "" : "'",
			      row->name, row->value ? "=" : "");
	if (!row->letter && row->repeats)
		buffer_add_char(out, '\'');
	buffer_add_char(out, '[');
	add_quoted(completion_summary(row->summary, arena), out);
	buffer_add_char(out, ']');
	if (row->value)
		add_values(row->value, arena, out);
	buffer_add_char(out, '\'');
}

static void write_arguments(const struct completed *one, struct arena *arena,
			    struct buffer *out)
{
	bool repeated = false;
	for (unsigned i = 0; one->command && !repeated; i++) {
		const char *names =
			value_argument(one->command, i, arena, &repeated);
		if (!names)
			return;
		if (repeated)
			buffer_add_string(out, "\n\t\t\t'*");
		else
			buffer_format(out, "\n\t\t\t'%u", i + 1);
		add_values(names, arena, out);
		buffer_add_char(out, '\'');
	}
}

static void write_kinds(const struct completion *all, struct buffer *out)
{
	buffer_add_string(out, "# Adds what is of that kind; the last "
			       "argument, as PROFILE,FILE.\n"
			       "_xsmc_values() {\n\tlocal kind\n"
			       "\tfor kind in ${(s:,:)@[-1]}; do\n"
			       "\t\tset -- \"$@[1,-2]\" $kind\n"
			       "\t\tcase $kind in\n");
	for (const struct value_kind *kind = value_kinds; kind->name; kind++) {
		buffer_format(out, "\t\t%s) ", kind->name);
		switch (kind->source) {
		case VALUE_TEXT:
			buffer_add_string(out, "_message $kind");
			break;
		case VALUE_FILE:
			buffer_add_string(out, "_files");
			break;
		case VALUE_FOLDER:
			buffer_add_string(out, "_files -/");
			break;
		case VALUE_FORMAT:
			buffer_add_string(out, "compadd \"$@[1,-2]\" -- "
					       "${=_xsmc_formats[$command]}");
			break;
		case VALUE_FORMATTED:
			buffer_add_string(out,
					  "_xsmc_formatted \"$@[1,-2]\" "
					  "-- ${=_xsmc_formats[$command]}");
			break;
		case VALUE_COMMAND:
			buffer_format(out, "compadd \"$@[1,-2]\" -- %s",
				      completion_firsts(all));
			break;
		case VALUE_WORDS:
			buffer_format(out, "compadd \"$@[1,-2]\" -- %s",
				      completion_words(kind, all->arena));
			break;
		case VALUE_NAMES:
			buffer_add_string(out, "_xsmc_names \"$@\"");
			break;
		}
		buffer_add_string(out, " ;;\n");
	}
	buffer_add_string(out, "\t\tesac\n\tdone\n}\n\n");
}

static void write_lists(const struct completion *all, struct buffer *out)
{
	const char *first;
	buffer_add_string(out, "typeset -gA _xsmc_seconds=(\n");
	for (size_t i = 1; i < all->count; i++)
		if (!completion_is_begun(all, i, &first) &&
		    *completion_seconds(all, first))
			buffer_format(out, "\t%s '%s'\n", first,
				      completion_seconds(all, first));
	buffer_add_string(out, ")\n\ntypeset -gA _xsmc_formats=(\n");
	for (size_t i = 1; i < all->count; i++) {
		const char *const *formats = all->list[i].command->formats;
		if (!formats)
			continue;
		buffer_format(out, "\t'%s' '", all->list[i].name);
		for (size_t j = 0; formats[j]; j++)
			buffer_format(out, "%s%s", j ? " " : "", formats[j]);
		buffer_add_string(out, "'\n");
	}
	buffer_add_string(out, ")\n\n");
}

static void write_zsh(const struct completion *all, struct buffer *out)
{
	write_lists(all, out);
	write_kinds(all, out);
	buffer_add_string(out, "# The options and arguments of a command, for "
			       "_arguments, into specs.\n"
			       "_xsmc_specify() {\n\tcase $1 in\n");
	for (size_t i = 0; i < all->count; i++) {
		const struct completed *one = &all->list[i];
		buffer_format(out, "\t'%s')\n\t\tspecs=(", one->name);
		for (size_t j = 0; j < one->rows.list.count; j++)
			write_option(&one->rows.list.items[j], all->arena, out);
		write_arguments(one, all->arena, out);
		buffer_add_string(out, "\n\t\t) ;;\n");
	}
	buffer_add_string(out, "\t*) return 1 ;;\n\tesac\n}\n\n");
}

const struct completion_shell completion_zsh = {"zsh", "completion.zsh",
						write_zsh};
