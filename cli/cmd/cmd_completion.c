/* Scripts for shells that complete what is typed behind xsmc. */
#include <assert.h>
#include <string.h>

#include "base/embedded.h"
#include "cmd/cmd_completion.h"
#include "cmd/cmd_completion_table.h"
#include "cmd/cmd_table.h"

static const struct completion_shell *const shells[] = {
	&completion_bash,
	&completion_zsh,
	&completion_fish,
};

/* Of xsmc itself: what may stand before the command. */
static void gather_global(struct completed *one, struct arena *arena)
{
	struct session session = {.command = NULL};
	struct poptOption common[SESSION_OPTIONS];
	one->name = "";
	one->rows.arena = arena;
	session_options(&session, common);
	option_rows_read(common, &one->rows);
	*list_push(&one->rows.list, arena) = (struct option_row){
		"version", 'V', NULL, "show the version", false, false};
}

static struct completion gather(struct arena *arena)
{
	struct completion all = {arena, NULL, 1};
	for (size_t i = 0; commands[i].name; i++)
		all.count++;
	struct completed *list = arena_alloc(arena, all.count, sizeof *list);
	gather_global(&list[0], arena);
	for (size_t i = 1; i < all.count; i++) {
		list[i].name = commands[i - 1].name;
		list[i].command = &commands[i - 1];
		list[i].rows.arena = arena;
		option_rows_of(list[i].command, &list[i].rows);
	}
	all.list = list;
	return all;
}

bool completion_write(const char *name, struct buffer *out)
{
	static const char mark[] = "@TABLE@\n";
	const struct completion_shell *shell = NULL;
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(shells[i]->name, name) == 0)
			shell = shells[i];
	if (!shell)
		return false;
	const struct completion all = gather(&arena);
	const char *script = embedded_find(shell->script, NULL);
	const char *at = script ? strstr(script, mark) : NULL;
	assert(at);
	buffer_add(out, script, (size_t)(at - script));
	shell->write(&all, out);
	buffer_add_string(out, at + strlen(mark));
	arena_release(&arena);
	return true;
}
