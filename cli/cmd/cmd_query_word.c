/* Which ops the words of a query mean, that are no names of ops. */
#include "cmd/cmd_query_word.h"

#include <ctype.h>
#include <string.h>

#include "cmd/cmd_names.h"
#include "cmd/cmd_session.h"
#include "word/word.h"

static bool names_some_op(const struct registry *registry, const char *pattern)
{
	if (strpbrk(pattern, "*?["))
		return true;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (names_op(registry, &registry->ops[i], NO_INDEX, pattern))
			return true;
	return false;
}

static struct word_meanings find(struct session *session,
				 const struct registry *registry,
				 unsigned release, const char *word)
{
	struct word_meanings found = {LIST_INIT};
	const struct word_search search = {registry, release, word,
					   &session->arena, &found};
	word_find(&search);
	return found;
}

static struct query_word look_up(struct session *session,
				 const struct registry *registry,
				 unsigned release, const char *pattern)
{
	struct query_word word = {.word = pattern};
	if (names_some_op(registry, pattern))
		return word;
	const struct word_meanings found =
		find(session, registry, release, pattern);
	for (size_t i = 0; i < found.list.count; i++) {
		const struct word_meaning *meaning = &found.list.items[i];
		if (!word.kind)
			word.kind = meaning->kind;
		if (!meaning->is_of_ops)
			continue;
		if (!word.meant)
			word.meant = arena_alloc(&session->arena,
						 registry->op_count + 1,
						 sizeof *word.meant);
		for (size_t j = 0; j < meaning->ops.count; j++)
			word.meant[meaning->ops.items[j].op - registry->ops] =
				true;
	}
	return word;
}

/* "xl pause" of several words, if that is a tool; or NULL. */
static const char *joined(struct session *session,
			  const struct registry *registry,
			  const char *const *patterns)
{
	const char *text = patterns[0];
	if (!patterns[0] || !patterns[1])
		return NULL;
	for (size_t i = 1; patterns[i]; i++)
		text = arena_format(&session->arena, "%s %s", text,
				    patterns[i]);
	return registry_find_tool(registry, text) ? text : NULL;
}

struct query_word *query_words(struct session *session,
			       const struct registry *registry,
			       unsigned release, const char ***patterns)
{
	list_of(struct query_word) words = LIST_INIT;
	const char *one = joined(session, registry, *patterns);
	if (one) {
		*patterns = arena_alloc(&session->arena, 2, sizeof **patterns);
		(*patterns)[0] = one;
	}
	for (size_t i = 0; (*patterns)[i]; i++)
		*list_push(&words, &session->arena) =
			look_up(session, registry, release, (*patterns)[i]);
	return words.items;
}

/* "domctl:28" */
static bool has_number(const char *pattern)
{
	const char *colon = strchr(pattern, ':');
	return colon && isdigit((unsigned char)colon[1]);
}

const char *const *query_numbered(struct session *session,
				  const char *const *patterns,
				  const struct query_word *words)
{
	list_of(const char *) plain = LIST_INIT;
	for (size_t i = 0; patterns[i]; i++)
		if (!words[i].kind && has_number(patterns[i]))
			*list_push(&plain, &session->arena) = patterns[i];
	list_push(&plain, &session->arena);
	return plain.items;
}

const char *query_hint(struct session *session, const struct registry *registry,
		       unsigned release, const struct query_word *word)
{
	struct arena *arena = &session->arena;
	if (word->kind)
		return arena_format(
			arena,
			word->meant ? "; as %s it is about ops that are "
				      "not there: see xsmc explain %s"
				    : "; it is a word of another kind "
				      "(%s): see xsmc explain %s",
			word->kind, word->word);
	const char *hint =
		registry_op_hint(registry, release, word->word, arena);
	return *hint || strpbrk(word->word, "*?[")
		       ? hint
		       : word_hint(registry, word->word, arena);
}
