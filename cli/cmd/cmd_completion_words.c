/* What the scripts of all shells ask of commands and kinds of values. */
#include <string.h>

#include "cmd/cmd_completion_words.h"
#include "cmd/cmd_table.h"

static const char *add_word(const char *text, const char *word,
			    struct arena *arena)
{
	return arena_format(arena, "%s%s%s", text, *text ? " " : "", word);
}

const char *completion_words(const struct value_kind *kind, struct arena *arena)
{
	struct value_words words = {.arena = arena};
	const char *text = "";
	if (kind->source == VALUE_WORDS)
		kind->add(&registry_builtin, &words);
	for (size_t i = 0; i < words.list.count; i++)
		text = add_word(text, words.list.items[i], arena);
	return text;
}

bool completion_is_begun(const struct completion *all, size_t index,
			 const char **first)
{
	const char *name = all->list[index].name;
	const size_t length = strcspn(name, " ");
	*first = arena_slice(all->arena, name, length);
	if (!index)
		return false;
	const char *before = all->list[index - 1].name;
	return strcspn(before, " ") == length &&
	       strncmp(before, name, length) == 0;
}

const char *completion_firsts(const struct completion *all)
{
	const char *text = "", *first;
	for (size_t i = 1; i < all->count; i++)
		if (!completion_is_begun(all, i, &first))
			text = add_word(text, first, all->arena);
	return text;
}

const char *completion_seconds(const struct completion *all, const char *first)
{
	const size_t length = strlen(first);
	const char *text = "";
	for (size_t i = 1; i < all->count; i++) {
		const char *name = all->list[i].name;
		if (strncmp(name, first, length) == 0 && name[length] == ' ')
			text = add_word(text, name + length + 1, all->arena);
	}
	return text;
}

const char *completion_summary(const char *summary, struct arena *arena)
{
	const char *usual = strstr(summary, " (default");
	size_t length = strcspn(summary, ";:");
	if (usual && (size_t)(usual - summary) < length)
		length = (size_t)(usual - summary);
	return arena_slice(arena, summary, length);
}
