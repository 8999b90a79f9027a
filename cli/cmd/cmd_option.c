/* The options of a command as its usage has them, for whoever shows them. */
#include "cmd/cmd_option.h"
#include "cmd/cmd_table.h"

static void read_rows(const struct poptOption *options, bool common,
		      struct option_rows *rows)
{
	for (; options->longName || options->shortName || options->arg;
	     options++) {
		const unsigned kind = options->argInfo & POPT_ARG_MASK;
		/* What has a heading are those that several commands have. */
		if (kind == POPT_ARG_INCLUDE_TABLE)
			read_rows(options->arg, common || options->descrip,
				  rows);
		else
			*list_push(&rows->list,
				   rows->arena) = (struct option_row){
				options->longName,     options->shortName,
				options->argDescrip,   options->descrip,
				kind == POPT_ARG_ARGV, common};
	}
}

void option_rows_read(const struct poptOption *options,
		      struct option_rows *rows)
{
	read_rows(options, false, rows);
}

void option_rows_of(const struct command *command, struct option_rows *rows)
{
	/* A command's table is where it is run: there it is handed over. */
	struct session session = {
		.diags = DIAGS_INIT, .command = command, .asked = rows};
	const char *arguments[] = {command->name, "--help", NULL};
	command->run(&session, 2, arguments);
	buffer_release(&session.out);
	diags_release(&session.diags);
	arena_release(&session.arena);
}
