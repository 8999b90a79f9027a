/* Expressions of a hook: masks of permissions, conditions, calls. */
#include <string.h>

#include "tree/tree_ask.h"
#include "tree/tree_expression.h"
#include "tree/tree_statement.h"
#include "tree/tree_token.h"
#include "tree/tree_value.h"
#include "tree/tree_walk.h"

enum { NESTING_LIMIT = 256 };

/* The words with the variables that are just one thing put in. */
static const char *substituted(const struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	const char *text = "";
	if (words.count > WORDS_LIMIT)
		return "?";
	for (size_t i = 0; i < words.count; i++) {
		const struct token *token = &words.first[i];
		bool member = i && (token_is(&token[-1], "->") ||
				    token_is(&token[-1], "."));
		bool apart = i && token->kind == TOKEN_WORD &&
			     token[-1].kind == TOKEN_WORD;
		const char *word = token->text;
		const struct value *value =
			token->kind == TOKEN_WORD && !member
				? variable_get(&call->variables, word)
				: NULL;
		if (value && value_single(value))
			word = value_single(value);
		text = arena_format(arena, "%s%s%s", text, apart ? " " : "",
				    word);
	}
	return text;
}

/* Something else: its value has no name, but the calls in it may ask. */
static struct value other_value(struct call *call, struct words words)
{
	for (size_t i = 0; i + 1 < words.count; i++) {
		if (words.first[i].kind != TOKEN_WORD ||
		    !token_is(&words.first[i + 1], "("))
			continue;
		size_t end = words_closing(words, i + 1);
		if (end == words.count)
			break;
		call_value(call, words_part(words, i, end + 1));
		i = end;
	}
	return value_of(substituted(call, words), call->walk->arena);
}

/* Whether a switch has a case of that name: then no other is the same. */
static bool has_case(const struct tree_statement *of, const char *name,
		     struct arena *arena)
{
	const struct tree_statement *at = of->body ? of->body->body : NULL;
	for (; at; at = at->next)
		if (at->kind == STATEMENT_CASE &&
		    strcmp(words_text(at->words, arena), name) == 0)
			return true;
	return false;
}

/* EXPRESSION == CASE or EXPRESSION != CASE, of a switch that was decided. */
enum truth condition_truth(const struct call *call, struct words condition)
{
	struct arena *arena = call->walk->arena;
	size_t same = words_find(condition, "==");
	size_t at = same < condition.count ? same : words_find(condition, "!=");
	if (at == condition.count)
		return TRUTH_UNKNOWN;
	const char *left = words_text(words_part(condition, 0, at), arena);
	const char *right = words_text(
		words_part(condition, at + 1, condition.count), arena);
	for (size_t i = 0; i < call->facts.count; i++) {
		const struct fact *fact = &call->facts.items[i];
		bool turned = strcmp(right, fact->expression) == 0;
		const char *name = turned ? left : right;
		if (!turned && strcmp(left, fact->expression) != 0)
			continue;
		if (!has_case(fact->of, name, arena))
			return TRUTH_UNKNOWN;
		bool equal = fact->value && strcmp(fact->value, name) == 0;
		return equal == (same < condition.count) ? TRUTH_YES : TRUTH_NO;
	}
	return TRUTH_UNKNOWN;
}

static struct value conditional_value(struct call *call, struct words words,
				      size_t question)
{
	struct arena *arena = call->walk->arena;
	struct words condition = words_part(words, 0, question);
	struct words rest = words_part(words, question + 1, words.count);
	size_t colon = words_find(rest, ":");
	struct words if_yes = words_part(rest, 0, colon);
	struct words if_no =
		words_part(rest, colon + (colon < rest.count), rest.count);
	enum truth truth = condition_truth(call, condition);
	struct value value = {LIST_INIT};
	bool certain = call->certain;
	words_value(call, condition);
	if (truth != TRUTH_UNKNOWN)
		return words_value(call, truth == TRUTH_YES ? if_yes : if_no);
	call->certain = false;
	struct value yes = words_value(call, if_yes);
	struct value no = words_value(call, if_no);
	call->certain = certain;
	value_join(&value, &yes, false, arena);
	value_join(&value, &no, false, arena);
	return value;
}

/* a && b, a || b: the second may not be looked at. */
static struct value logical_value(struct call *call, struct words words,
				  size_t sign)
{
	bool certain = call->certain;
	words_value(call, words_part(words, 0, sign));
	call->certain = false;
	words_value(call, words_part(words, sign + 1, words.count));
	call->certain = certain;
	return value_of(substituted(call, words), call->walk->arena);
}

static struct value mask_value(struct call *call, struct words words,
			       size_t sign)
{
	struct arena *arena = call->walk->arena;
	struct value left = words_value(call, words_part(words, 0, sign));
	struct value right =
		words_value(call, words_part(words, sign + 1, words.count));
	value_join(&left, &right, true, arena);
	return left;
}

/* (type) in front of what comes. */
static size_t cast_length(struct words words)
{
	size_t end = words_closing(words, 0);
	if (!token_is(words.first, "(") || end + 1 >= words.count)
		return 0;
	for (size_t i = 1; i < end; i++)
		if (words.first[i].kind != TOKEN_WORD &&
		    !token_is(&words.first[i], "*"))
			return 0;
	const struct token *next = &words.first[end + 1];
	return next->kind != TOKEN_SIGN || token_is(next, "(") ? end + 1 : 0;
}

/* POINTER->MEMBER, of a struct whose address a caller handed over. */
static const struct value *pointed_value(const struct call *call,
					 struct words words)
{
	if (words.count != 3 || !token_is(&words.first[1], "->"))
		return NULL;
	const struct value *pointer =
		variable_get(&call->variables, words.first->text);
	const char *text = pointer ? value_single(pointer) : NULL;
	const struct value *found = NULL;
	if (!text || *text != '&')
		return NULL;
	const char *name = arena_format(call->walk->arena, "%s.%s", text + 1,
					words.first[2].text);
	for (call = call->caller; call && !found; call = call->caller)
		found = variable_get(&call->variables, name);
	return found;
}

static struct value plain_value(struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	const struct value *known =
		variable_get(&call->variables, words_text(words, arena));
	if (!known)
		known = pointed_value(call, words);
	struct value value = {LIST_INIT};
	if (!known)
		return other_value(call, words);
	value_join(&value, known, true, arena);
	return value;
}

static struct value nested_value(struct call *call, struct words words)
{
	size_t at;
	if ((at = words_find(words, "?")) < words.count)
		return conditional_value(call, words, at);
	if ((at = words_find(words, "||")) < words.count ||
	    (at = words_find(words, "&&")) < words.count)
		return logical_value(call, words, at);
	if ((at = words_find(words, "|")) < words.count)
		return mask_value(call, words, at);
	if (token_is(words.first, "(") &&
	    words_closing(words, 0) + 1 == words.count)
		return words_value(call, words_part(words, 1, words.count - 1));
	if ((at = cast_length(words)))
		return words_value(call, words_part(words, at, words.count));
	if (words.count > 2 && words.first->kind == TOKEN_WORD &&
	    token_is(&words.first[1], "(") &&
	    words_closing(words, 1) + 1 == words.count)
		return call_value(call, words);
	return plain_value(call, words);
}

struct value words_value(struct call *call, struct words words)
{
	struct value value;
	if (words.count == 0)
		return value_of("", call->walk->arena);
	if (!walk_spend(call->walk, words.count) ||
	    call->walk->nesting == NESTING_LIMIT) {
		walk_undecided(call->walk, "an expression is too long");
		return value_of("?", call->walk->arena);
	}
	call->walk->nesting++;
	value = nested_value(call, words);
	call->walk->nesting--;
	return value;
}
