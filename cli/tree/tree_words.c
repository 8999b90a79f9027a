/* Runs of words: their text, their brackets, their parts. */
#include <string.h>

#include "tree/tree_token.h"
#include "tree/tree_words.h"

const char *words_text(struct words words, struct arena *arena)
{
	const char *text = "";
	if (words.count > WORDS_LIMIT)
		return "?";
	for (size_t i = 0; i < words.count; i++) {
		bool apart = i && words.first[i].kind == TOKEN_WORD &&
			     words.first[i - 1].kind == TOKEN_WORD;
		text = arena_format(arena, "%s%s%s", text, apart ? " " : "",
				    words.first[i].text);
	}
	return text;
}

int token_bracket(const struct token *token)
{
	if (token->kind != TOKEN_SIGN || token->text[1])
		return 0;
	return (strchr("([{", token->text[0]) != NULL) -
	       (strchr(")]}", token->text[0]) != NULL);
}

size_t words_find(struct words words, const char *sign)
{
	int depth = 0;
	for (size_t i = 0; i < words.count; i++) {
		if (depth == 0 && token_is(&words.first[i], sign))
			return i;
		depth += token_bracket(&words.first[i]);
	}
	return words.count;
}

struct words words_part(struct words words, size_t first, size_t end)
{
	return (struct words){words.first + first, end - first};
}

/* Where the bracket at the place is closed; count: nowhere. */
size_t words_closing(struct words words, size_t open)
{
	int depth = 0;
	for (size_t i = open; i < words.count; i++) {
		depth += token_bracket(&words.first[i]);
		if (depth == 0)
			return i;
	}
	return words.count;
}
