/* What a part of the toolstack uses, and whether it always does. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_part.h"
#include "tree/tree_part_use.h"
#include "tree/tree_statement.h"
#include "tree/tree_token.h"

/* How deep brackets are told apart; what is deeper may be used. */
enum { BRACKET_LIMIT = 64 };

#define KERNEL_REQUEST "IOCTL_"

/* Collects what one part uses. */
struct use_finder {
	struct tool_parts *parts;
	const struct map *ops;
	struct tool_part *part;
};

static void add_use(struct use_finder *finder, enum tree_tool_use_kind kind,
		    const char *name, bool may)
{
	struct tool_part *part = finder->part;
	for (size_t i = 0; i < part->uses.count; i++)
		if (strcmp(part->uses.items[i].name, name) == 0) {
			part->uses.items[i].may &= may;
			return;
		}
	*list_push(&part->uses, finder->parts->arena) =
		(struct tree_tool_use){kind, name, may};
}

/* The word with that index, or an empty one outside of them. */
static const struct token *word_at(struct words words, size_t index)
{
	static const struct token none = {TOKEN_END, "", 0, 0};
	return index < words.count ? &words.first[index] : &none;
}

static bool is_compared(struct words words, size_t index)
{
	static const char *const signs[] = {"==", "!="};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (token_is(word_at(words, index + 1), signs[i]) ||
		    token_is(word_at(words, index - 1), signs[i]))
			return true;
	return false;
}

/* "dir/" "program": the name of a program of the toolstack that is run. */
static void look_at_string(struct use_finder *finder, const char *quoted)
{
	size_t length = strlen(quoted);
	const char *name =
		arena_slice(finder->parts->arena, quoted + (length > 0),
			    length > 1 ? length - 2 : 0);
	const struct tool_part *part = map_get(&finder->parts->by_name, name);
	if (part && part->is_run)
		add_use(finder, USE_TOOL, name, true);
}

/* Called through a table: it may be what any has in that field. */
static void look_at_field(struct use_finder *finder, const char *field)
{
	const char *name = part_field_name(finder->part->file, field,
					   finder->parts->arena);
	if (map_get(&finder->parts->by_name, name))
		add_use(finder, USE_TOOL, name, true);
}

static void look_at_word(struct use_finder *finder, struct words words,
			 size_t index, bool may)
{
	const char *name = words.first[index].text;
	const struct token *before = word_at(words, index - 1);
	/* Some builds lack what an #if in the part is around. */
	may |= words.first[index].guard != finder->part->guard;
	if (map_get(finder->ops, name)) {
		if (!is_compared(words, index))
			add_use(finder, USE_OP, name, may);
	} else if (text_starts_with(name, KERNEL_REQUEST)) {
		add_use(finder, USE_REQUEST, name, may);
	} else if (token_is(before, ".") || token_is(before, "->")) {
		if (token_is(word_at(words, index + 1), "("))
			look_at_field(finder, name);
	} else if (map_get(&finder->parts->by_name, name) &&
		   strcmp(name, finder->part->name) != 0) {
		/* A command is nothing but the address of its function. */
		bool is_call = token_is(word_at(words, index + 1), "(") ||
			       finder->part->is_command;
		add_use(finder, USE_TOOL, name, may || !is_call);
	}
}

/* What a macro with these arguments comes to may all be. */
static void look_at_expansion(struct use_finder *finder, struct words words,
			      size_t index);

/*
 * The words of a statement or a value: what stands behind &&, || and ? in
 * the same brackets may be left out, and so may all of a block within.
 */
static void look_at_words(struct use_finder *finder, struct words words,
			  bool may)
{
	bool stack[BRACKET_LIMIT];
	unsigned depth = 0;
	for (size_t i = 0; i < words.count; i++) {
		const struct token *at = &words.first[i];
		int bracket = token_bracket(at);
		if (bracket > 0) {
			if (depth < BRACKET_LIMIT)
				stack[depth] = may;
			depth++;
			may |= depth > BRACKET_LIMIT ||
			       token_is(word_at(words, i + 1), "{");
		} else if (bracket < 0 && depth) {
			depth--;
			may = depth >= BRACKET_LIMIT || stack[depth];
		} else if (token_is(at, "&&") || token_is(at, "||") ||
			   token_is(at, "?")) {
			may = true;
		} else if (at->kind == TOKEN_STRING) {
			look_at_string(finder, at->text);
		} else if (at->kind == TOKEN_WORD) {
			look_at_word(finder, words, i, may);
			look_at_expansion(finder, words, i);
		}
	}
}

static void look_at_expansion(struct use_finder *finder, struct words words,
			      size_t index)
{
	const struct token *name = &words.first[index];
	const struct define *macro =
		map_get(&finder->parts->macros, name->text);
	if (!macro || !token_is(word_at(words, index + 1), "("))
		return;
	size_t end = words_closing(words, index + 1);
	if (end == words.count)
		return;
	struct words body =
		define_expand(macro, words_part(words, index + 2, end),
			      name->line, finder->parts->arena);
	for (size_t i = 0; i < body.count; i++)
		if (body.first[i].kind == TOKEN_WORD)
			look_at_word(finder, body, i, true);
}

static void look_at_statements(struct use_finder *finder,
			       const struct tree_statement *first, bool may)
{
	for (const struct tree_statement *at = first; at; at = at->next) {
		bool inner = may || at->kind != STATEMENT_BLOCK;
		if (at->kind != STATEMENT_CASE)
			look_at_words(finder, at->words, may);
		look_at_statements(finder, at->body, inner);
		look_at_statements(finder, at->otherwise, true);
		/* What is behind it is come to by a label alone. */
		may |= at->kind == STATEMENT_GOTO ||
		       at->kind == STATEMENT_RETURN ||
		       at->kind == STATEMENT_BREAK;
	}
}

void parts_find_uses(struct tool_parts *parts, const struct map *ops)
{
	for (size_t i = 0; i < parts->list.count; i++) {
		struct use_finder finder = {parts, ops, parts->list.items[i]};
		const struct words body = finder.part->body;
		const char *broken = NULL;
		const struct tree_statement *first =
			statements_read(body, parts->arena, &broken);
		/* A value, or a macro that is half a statement. */
		if (broken)
			look_at_words(&finder, body, !finder.part->is_command);
		else
			look_at_statements(&finder, first, false);
	}
}
