/* The body of a C function as statements. */
#include <string.h>

#include "tree/tree_statement.h"
#include "tree/tree_token.h"

enum { NESTING_LIMIT = 64 };

struct statement_parser {
	const struct token *at, *end;
	unsigned depth;
	const char *broken; /* the first thing that was not understood */
	struct arena *arena;
};

static struct tree_statement *read_statement(struct statement_parser *parser);

static bool at_end(const struct statement_parser *parser)
{
	return parser->at >= parser->end || parser->broken;
}

static bool next_is(const struct statement_parser *parser, const char *text)
{
	return !at_end(parser) && token_is(parser->at, text);
}

static bool take(struct statement_parser *parser, const char *text)
{
	if (!next_is(parser, text))
		return false;
	parser->at++;
	return true;
}

static void give_up(struct statement_parser *parser, const char *reason)
{
	if (!parser->broken)
		parser->broken = reason;
}

/* Words up to the sign outside of all brackets; the sign is taken too. */
static struct words read_until(struct statement_parser *parser,
			       const char *sign)
{
	struct words words = {parser->at, 0};
	int depth = 0;
	while (!at_end(parser)) {
		const struct token *token = parser->at++;
		if (depth == 0 && token_is(token, sign))
			return words;
		depth += token_bracket(token);
		if (depth < 0)
			break;
		words.count++;
	}
	give_up(parser, "brackets do not match");
	return words;
}

static struct words read_parentheses(struct statement_parser *parser)
{
	if (take(parser, "("))
		return read_until(parser, ")");
	give_up(parser, "a parenthesis is missing");
	return (struct words){parser->at, 0};
}

/* "default:" and "name:", but not "a ? b : c" or "case NAME:". */
static bool at_label(const struct statement_parser *parser)
{
	return parser->end - parser->at > 1 && parser->at->kind == TOKEN_WORD &&
	       token_is(&parser->at[1], ":");
}

static struct tree_statement *read_block(struct statement_parser *parser)
{
	struct tree_statement *first = NULL, **link = &first;
	while (!at_end(parser) && !next_is(parser, "}")) {
		*link = read_statement(parser);
		if (*link)
			link = &(*link)->next;
	}
	return first;
}

static void read_if(struct statement_parser *parser,
		    struct tree_statement *statement)
{
	statement->kind = STATEMENT_IF;
	statement->words = read_parentheses(parser);
	statement->body = read_statement(parser);
	if (take(parser, "else"))
		statement->otherwise = read_statement(parser);
}

static void read_do(struct statement_parser *parser,
		    struct tree_statement *statement)
{
	statement->kind = STATEMENT_LOOP;
	statement->body = read_statement(parser);
	if (!take(parser, "while"))
		give_up(parser, "a do without its while");
	statement->words = read_parentheses(parser);
	read_until(parser, ";");
}

/* Those that start with a keyword; false: it is none of them. */
static bool read_keyword(struct statement_parser *parser,
			 struct tree_statement *statement)
{
	if (take(parser, "if")) {
		read_if(parser, statement);
	} else if (take(parser, "do")) {
		read_do(parser, statement);
	} else if (take(parser, "switch")) {
		statement->kind = STATEMENT_SWITCH;
		statement->words = read_parentheses(parser);
		statement->body = read_statement(parser);
	} else if (next_is(parser, "for") || next_is(parser, "while")) {
		parser->at++;
		statement->kind = STATEMENT_LOOP;
		statement->words = read_parentheses(parser);
		statement->body = read_statement(parser);
	} else if (take(parser, "case")) {
		statement->kind = STATEMENT_CASE;
		statement->words = read_until(parser, ":");
	} else if (take(parser, "return")) {
		statement->kind = STATEMENT_RETURN;
		statement->words = read_until(parser, ";");
	} else if (take(parser, "break") || take(parser, "continue")) {
		statement->kind = STATEMENT_BREAK;
		read_until(parser, ";");
	} else if (take(parser, "goto")) {
		statement->kind = STATEMENT_GOTO;
		read_until(parser, ";");
	} else {
		return false;
	}
	return true;
}

/* for_each_thing(...) { }: a macro that is a loop. */
static bool at_macro_loop(const struct statement_parser *parser)
{
	const struct token *at = parser->at + 1;
	int depth = 0;
	if (parser->at->kind != TOKEN_WORD || at >= parser->end ||
	    !token_is(at, "("))
		return false;
	do
		depth += token_bracket(at++);
	while (at < parser->end && depth > 0);
	return at < parser->end && token_is(at, "{");
}

static void read_any(struct statement_parser *parser,
		     struct tree_statement *statement)
{
	if (read_keyword(parser, statement))
		return;
	if (at_macro_loop(parser)) {
		parser->at++;
		statement->kind = STATEMENT_LOOP;
		statement->words = read_parentheses(parser);
		statement->body = read_statement(parser);
		return;
	}
	if (take(parser, "{")) {
		statement->kind = STATEMENT_BLOCK;
		statement->body = read_block(parser);
		if (!take(parser, "}"))
			give_up(parser, "brackets do not match");
	} else if (at_label(parser)) {
		bool chosen = token_is(parser->at, "default");
		statement->kind = chosen ? STATEMENT_DEFAULT : STATEMENT_PLAIN;
		statement->words.first = parser->at;
		parser->at += 2;
	} else if (next_is(parser, "else")) {
		give_up(parser, "an else without its if");
	} else {
		statement->words = read_until(parser, ";");
	}
}

static struct tree_statement *read_statement(struct statement_parser *parser)
{
	if (at_end(parser) || parser->depth == NESTING_LIMIT) {
		give_up(parser, parser->depth == NESTING_LIMIT
					? "it is nested too deeply"
					: "it ends too early");
		return NULL;
	}
	struct tree_statement *statement =
		arena_alloc(parser->arena, 1, sizeof *statement);
	statement->line = parser->at->line;
	statement->guard = parser->at->guard;
	parser->depth++;
	read_any(parser, statement);
	parser->depth--;
	return statement;
}

const struct tree_statement *statements_read(struct words body,
					     struct arena *arena,
					     const char **broken)
{
	struct statement_parser parser = {body.first, body.first + body.count,
					  0, NULL, arena};
	const struct tree_statement *first = read_block(&parser);
	if (!parser.broken && parser.at < parser.end)
		give_up(&parser, "brackets do not match");
	*broken = parser.broken;
	return first;
}
