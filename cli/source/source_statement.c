/*
 * The statements of a policy.conf that matter for locations.
 *
 * checkpolicy has accepted the text before it comes here, so what is not
 * known is gone over and not complained of.
 */
#include "source/source_scan.h"
#include "source/source_statement.h"

/* Goes over one block in braces, if one begins here. */
static void skip_block(struct scanner *scanner)
{
	unsigned depth = 0;
	do {
		struct conf_token token = scanner_peek(scanner);
		if (!token.start || (depth == 0 && !token_is_sign(&token, '{')))
			return;
		scanner_next(scanner);
		if (token_is_sign(&token, '{'))
			depth++;
		else if (token_is_sign(&token, '}'))
			depth--;
	} while (depth);
}

/* Goes to the end of a statement: behind a ";", or before a lone "}". */
static void skip_statement(struct scanner *scanner)
{
	for (;;) {
		struct conf_token token = scanner_peek(scanner);
		if (!token.start || token_is_sign(&token, '}'))
			return;
		if (token_is_sign(&token, '{')) {
			skip_block(scanner);
			continue;
		}
		scanner_next(scanner);
		if (token_is_sign(&token, ';'))
			return;
	}
}

/* class NAME [inherits NAME] [{...}], common NAME {...}: without a ";". */
static void skip_class(struct scanner *scanner)
{
	scanner_next(scanner);
	struct conf_token token = scanner_peek(scanner);
	if (token_is_keyword(&token, "inherits")) {
		scanner_next(scanner);
		scanner_next(scanner);
	}
	skip_block(scanner);
}

/* dominance NAME, dominance {...}: without a ";" either. */
static void skip_dominance(struct scanner *scanner)
{
	struct conf_token token = scanner_peek(scanner);
	if (token.word)
		scanner_next(scanner);
	else
		skip_block(scanner);
}

/* USER:ROLE:TYPE, with MLS also :LEVEL[-LEVEL], without a ";" behind it. */
static void skip_context(struct scanner *scanner)
{
	for (;;) {
		scanner_next(scanner);
		struct conf_token sign = scanner_peek(scanner);
		if (!token_is_sign(&sign, ':') && !token_is_sign(&sign, '-') &&
		    !token_is_sign(&sign, ','))
			return;
		scanner_next(scanner);
	}
}

bool statement_at_context(const struct scanner *scanner)
{
	struct scanner copy = *scanner;
	copy.comment = NULL;
	struct conf_token user = scanner_next(&copy);
	struct conf_token colon = scanner_next(&copy);
	return user.word && token_is_sign(&colon, ':');
}

/* sid NAME, which declares it, or sid NAME CONTEXT. */
static void skip_sid(struct scanner *scanner)
{
	scanner_next(scanner);
	if (statement_at_context(scanner))
		skip_context(scanner);
}

/* pirqcon NUMBER CONTEXT, iomemcon FIRST[-LAST] CONTEXT and the like. */
static void skip_resource(struct scanner *scanner)
{
	scanner_next(scanner);
	struct conf_token sign = scanner_peek(scanner);
	if (token_is_sign(&sign, '-')) {
		scanner_next(scanner);
		scanner_next(scanner);
	}
	skip_context(scanner);
}

/* if (EXPRESSION) { and else {: opens the block. */
static void open_branch(struct statement_walk *walk)
{
	struct conf_token token;
	do
		token = scanner_next(&walk->scanner);
	while (token.start && !token_is_sign(&token, '{'));
	walk->depth++;
	if (!walk->conditional)
		walk->conditional = walk->depth;
}

static void close_block(struct statement_walk *walk)
{
	if (walk->conditional == walk->depth)
		walk->conditional = 0;
	if (walk->depth)
		walk->depth--;
}

static bool is_among(const struct conf_token *token, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (token_is_keyword(token, words[i]))
			return true;
	return false;
}

static bool is_class(const struct conf_token *token)
{
	return token_is_keyword(token, "class") ||
	       token_is_keyword(token, "common");
}

static bool is_branch(const struct conf_token *token)
{
	return token_is_keyword(token, "if") || token_is_keyword(token, "else");
}

bool statement_is_resource(const struct conf_token *keyword)
{
	static const char *const resources[] = {"pirqcon",	 "iomemcon",
						"ioportcon",	 "pcidevicecon",
						"devicetreecon", NULL};
	return is_among(keyword, resources);
}

bool statement_begin(struct statement_walk *walk, struct conf_token *keyword)
{
	*keyword = scanner_next(&walk->scanner);
	return keyword->start != NULL;
}

void statement_skip(struct statement_walk *walk,
		    const struct conf_token *keyword)
{
	struct scanner *scanner = &walk->scanner;
	if (is_class(keyword))
		skip_class(scanner);
	else if (token_is_keyword(keyword, "sid"))
		skip_sid(scanner);
	else if (statement_is_resource(keyword))
		skip_resource(scanner);
	else if (token_is_keyword(keyword, "dominance"))
		skip_dominance(scanner);
	else if (is_branch(keyword))
		open_branch(walk);
	else if (token_is_sign(keyword, '{'))
		walk->depth++;
	else if (token_is_sign(keyword, '}'))
		close_block(walk);
	else if (!token_is_sign(keyword, ';') &&
		 !token_is_keyword(keyword, "optional") &&
		 !token_is_keyword(keyword, "require"))
		skip_statement(scanner);
}

bool statement_next(struct statement_walk *walk, struct conf_token *keyword)
{
	static const char *const wanted[] = {"type", "typealias",
					     "typeattribute", "allow", NULL};
	while (statement_begin(walk, keyword)) {
		if (is_among(keyword, wanted))
			return true;
		statement_skip(walk, keyword);
	}
	return false;
}

static void add_name(struct name_set *set, const struct conf_token *token,
		     bool negated, struct arena *arena)
{
	const char *name = arena_slice(arena, token->start, token->length);
	*list_push(&set->names, arena) = (struct set_name){name, negated};
}

bool statement_names(struct scanner *scanner, struct arena *arena,
		     struct name_set *set)
{
	unsigned depth = 0;
	bool any = false, negated = false;
	for (;;) {
		struct conf_token token = scanner_peek(scanner);
		bool open = depth || !any || negated;
		if (!token.start || token_is_sign(&token, ';'))
			return any && !depth;
		if (token_is_sign(&token, '-')) {
			negated = true;
		} else if (!open) {
			return true;
		} else if (token_is_sign(&token, '{')) {
			depth++;
		} else if (token_is_sign(&token, '}')) {
			if (!depth)
				return any;
			if (--depth == 0)
				any = true;
		} else if (token_is_sign(&token, '~')) {
			set->complement = true;
		} else if (token_is_sign(&token, '*')) {
			set->all = true;
			any = true;
		} else if (token.word) {
			add_name(set, &token, negated, arena);
			any = true;
			negated = false;
		} else {
			return any && !depth;
		}
		scanner_next(scanner);
	}
}
