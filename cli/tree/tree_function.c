/* The functions of a C file: names, parameters, bodies. */
#include <string.h>

#include "tree/tree_function.h"
#include "tree/tree_statement.h"
#include "tree/tree_token.h"

/* The index behind the bracket that the one at `open` is closed by. */
static size_t behind_bracket(const struct source *source, size_t open)
{
	const struct token *tokens = source->tokens.items;
	size_t depth = 0, i = open;
	for (; tokens[i].kind != TOKEN_END; i++) {
		if (token_is(&tokens[i], "(") || token_is(&tokens[i], "{"))
			depth++;
		else if (token_is(&tokens[i], ")") || token_is(&tokens[i], "}"))
			depth--;
		if (depth == 0)
			return i + 1;
	}
	return i;
}

static void add_parameter(struct function *function, const char *name,
			  bool is_domain, struct arena *arena)
{
	*list_push(&function->parameters, arena) = name ? name : "";
	if (name && is_domain)
		*list_push(&function->domains, arena) = name;
}

/* A parameter's name is the last word before its comma or bracket. */
static void read_parameters(const struct source *source, size_t open,
			    size_t end, struct arena *arena,
			    struct function *function)
{
	const char *name = NULL;
	bool any = false, is_domain = false;
	for (size_t i = open + 1; i + 1 < end; i++) {
		const struct token *token = &source->tokens.items[i];
		any = true;
		is_domain |= token_is(token, "struct") &&
			     token_is(&token[1], "domain");
		if (token->kind == TOKEN_WORD)
			name = token->text;
		if (!token_is(token, ","))
			continue;
		add_parameter(function, name, is_domain, arena);
		name = NULL;
		is_domain = false;
	}
	if (any && name && strcmp(name, "void") != 0)
		add_parameter(function, name, is_domain, arena);
}

static void add_function(const struct source *source, size_t name, size_t brace,
			 struct arena *arena, struct functions *functions)
{
	const struct token *tokens = source->tokens.items;
	size_t end = behind_bracket(source, brace);
	struct function *function = list_push(&functions->list, arena);
	function->source = source;
	function->name = tokens[name].text;
	function->line = tokens[name].line;
	function->guard = tokens[name].guard;
	read_parameters(source, name + 1, brace, arena, function);
	if (tokens[end].kind == TOKEN_END && !token_is(&tokens[end - 1], "}")) {
		function->broken = "brackets do not match";
		return;
	}
	const struct words body = {&tokens[brace + 1], end - brace - 2};
	function->body = statements_read(body, arena, &function->broken);
}

void functions_read(const struct source *source, struct arena *arena,
		    struct functions *functions)
{
	const struct token *tokens = source->tokens.items;
	size_t i = 0;
	while (tokens[i].kind != TOKEN_END) {
		if (token_is(&tokens[i], "{")) {
			i = behind_bracket(source, i);
		} else if (tokens[i].kind == TOKEN_WORD &&
			   token_is(&tokens[i + 1], "(")) {
			size_t behind = behind_bracket(source, i + 1);
			if (token_is(&tokens[behind], "{")) {
				add_function(source, i, behind, arena,
					     functions);
				behind = behind_bracket(source, behind);
			}
			i = behind;
		} else {
			i++;
		}
	}
}

bool guard_covers(const struct source *source, unsigned guard, unsigned inner)
{
	while (inner != guard && inner != 0)
		inner = source->guards.items[inner].parent;
	return inner == guard;
}
