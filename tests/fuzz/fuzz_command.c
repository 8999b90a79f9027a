/* Commands of xsmc's in the fuzzer's own process. */
#include "fuzz.h"

#include <string.h>

#include "base/file_replace.h"
#include "cmd/cmd.h"

/* As main() ends, with nothing written. */
static void finish(struct session *session)
{
	progress_end(session);
	if (session->replacing)
		file_replace_drop(session->replacing);
	for (size_t i = 0; i < session->files.count; i++)
		buffer_release(&session->files.items[i]->content);
	buffer_release(&session->out);
	diags_release(&session->diags);
	arena_release(&session->arena);
}

void fuzz_command(const char *const *words)
{
	struct session session = {.diags = DIAGS_INIT};
	int count = 0, used;
	while (words[count])
		count++;
	const char **arguments = arena_alloc(&session.arena, (size_t)count + 1,
					     sizeof *arguments);
	memcpy(arguments, words, (size_t)count * sizeof *words);
	session.command = command_find(arguments, count, &used);
	fuzz_assert(session.command != NULL, "there is such a command");
	enum exit_status status = session.command->run(
		&session, count - used + 1, arguments + used - 1);
	fuzz_assert(status != EXIT_ERROR || session.diags.errors ||
			    session.help,
		    "an error has a message");
	finish(&session);
}
