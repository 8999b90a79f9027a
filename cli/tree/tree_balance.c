/* Brackets where each branch of an #if opens, or closes, the same ones. */
#include <stdbool.h>

#include "tree/tree_balance.h"
#include "tree/tree_token.h"
#include "tree/tree_words.h"

/* What is known of each branch. */
struct branch {
	int opens;    /* how many brackets more than it closes */
	bool without; /* its brackets do not count */
};

static struct branch *count_brackets(const struct source *source,
				     struct arena *arena)
{
	struct branch *branches =
		arena_alloc(arena, source->guards.count, sizeof *branches);
	for (size_t i = 0; i < source->tokens.count; i++) {
		const struct token *token = &source->tokens.items[i];
		branches[token->guard].opens += token_bracket(token);
	}
	/* A branch stands behind the one around it. */
	for (size_t i = source->guards.count; i-- > 1;)
		if (!source->guards.items[i].before)
			branches[source->guards.items[i].parent].opens +=
				branches[i].opens;
	return branches;
}

/* Whether a branch of the same #if, up to this one, is not balanced. */
static bool is_of_open_ones(const struct source *source,
			    const struct branch *branches, unsigned index)
{
	for (; index; index = source->guards.items[index].before)
		if (branches[index].opens)
			return true;
	return false;
}

void source_balance(struct source *source, struct arena *arena)
{
	struct branch *branches = count_brackets(source, arena);
	size_t kept = 0;
	for (unsigned i = 1; i < source->guards.count; i++) {
		const struct guard *guard = &source->guards.items[i];
		branches[i].without =
			branches[guard->parent].without ||
			(guard->before && is_of_open_ones(source, branches, i));
	}
	for (size_t i = 0; i < source->tokens.count; i++) {
		const struct token token = source->tokens.items[i];
		if (!branches[token.guard].without || !token_bracket(&token))
			source->tokens.items[kept++] = token;
	}
	source->tokens.count = kept;
}
