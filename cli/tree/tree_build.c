/* For which builds a line is: an expression of symbols of Kconfig. */
#include "tree/tree_build.h"

#include <string.h>

#include "base/text.h"

static const char config[] = "CONFIG_";

enum build_kind {
	BUILD_NEVER, /* a name that is none of Kconfig's */
	BUILD_SYMBOL,
	BUILD_NOT,
	BUILD_AND,
	BUILD_OR,
	BUILD_UNCLEAR,
};

struct tree_build {
	enum build_kind kind;
	const char *symbol;
	const struct tree_build *a, *b;
};

static const struct tree_build *make(enum build_kind kind, const char *symbol,
				     const struct tree_build *a,
				     const struct tree_build *b,
				     struct arena *arena)
{
	struct tree_build *made = arena_alloc(arena, 1, sizeof *made);
	*made = (struct tree_build){kind, symbol, a, b};
	return made;
}

const struct tree_build *tree_build_symbol(const char *symbol,
					   struct arena *arena)
{
	return make(BUILD_SYMBOL, symbol, NULL, NULL, arena);
}

const struct tree_build *tree_build_not(const struct tree_build *of,
					struct arena *arena)
{
	return make(of ? BUILD_NOT : BUILD_NEVER, NULL, of, NULL, arena);
}

const struct tree_build *tree_build_and(const struct tree_build *a,
					const struct tree_build *b,
					struct arena *arena)
{
	return a && b ? make(BUILD_AND, NULL, a, b, arena) : a ? a : b;
}

const struct tree_build *tree_build_or(const struct tree_build *a,
				       const struct tree_build *b,
				       struct arena *arena)
{
	return a && b ? make(BUILD_OR, NULL, a, b, arena) : NULL;
}

/* --- Parsing ------------------------------------------------------------- */

static const struct tree_build *parse_or(const char **at, struct arena *arena);

static const char word_letters[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

static const char *skip(const char **at)
{
	return *at += strspn(*at, " \t");
}

static bool take(const char **at, const char *sign)
{
	if (!text_starts_with(skip(at), sign))
		return false;
	*at += strlen(sign);
	return true;
}

static const struct tree_build *of_name(const char *name, struct arena *arena)
{
	if (!text_starts_with(name, config))
		return make(BUILD_NEVER, NULL, NULL, NULL, arena);
	return tree_build_symbol(name + strlen(config), arena);
}

/* defined(X), IS_ENABLED(X), or X alone. */
static const struct tree_build *parse_name(const char **at, struct arena *arena)
{
	const size_t length = strspn(skip(at), word_letters);
	const char *name = arena_slice(arena, *at, length);
	*at += length;
	if (strcmp(name, "defined") != 0 && strcmp(name, "IS_ENABLED") != 0)
		return length && *name > '9'
			       ? of_name(name, arena)
			       : make(BUILD_UNCLEAR, NULL, NULL, NULL, arena);
	const bool open = take(at, "(");
	const size_t own = strspn(skip(at), word_letters);
	const struct tree_build *made =
		of_name(arena_slice(arena, *at, own), arena);
	*at += own;
	return own && (!open || take(at, ")"))
		       ? made
		       : make(BUILD_UNCLEAR, NULL, NULL, NULL, arena);
}

static const struct tree_build *parse_one(const char **at, struct arena *arena)
{
	if (take(at, "!"))
		return tree_build_not(parse_one(at, arena), arena);
	if (!take(at, "("))
		return parse_name(at, arena);
	const struct tree_build *inner = parse_or(at, arena);
	return take(at, ")") ? inner
			     : make(BUILD_UNCLEAR, NULL, NULL, NULL, arena);
}

static const struct tree_build *parse_and(const char **at, struct arena *arena)
{
	const struct tree_build *left = parse_one(at, arena);
	while (take(at, "&&"))
		left = tree_build_and(left, parse_one(at, arena), arena);
	return left;
}

static const struct tree_build *parse_or(const char **at, struct arena *arena)
{
	const struct tree_build *left = parse_and(at, arena);
	while (take(at, "||"))
		left = tree_build_or(left, parse_and(at, arena), arena);
	return left;
}

const struct tree_build *tree_build_parse(const char *text, bool defined,
					  struct arena *arena)
{
	const struct tree_build *made =
		defined ? parse_name(&text, arena) : parse_or(&text, arena);
	return *skip(&text) ? make(BUILD_UNCLEAR, NULL, NULL, NULL, arena)
			    : made;
}

/* --- Asking -------------------------------------------------------------- */

bool tree_build_is_clear(const struct tree_build *build)
{
	return !build ||
	       (build->kind != BUILD_UNCLEAR && tree_build_is_clear(build->a) &&
		tree_build_is_clear(build->b));
}

static size_t index_of(const struct tree_symbols *symbols, const char *symbol)
{
	size_t i = 0;
	while (i < symbols->list.count &&
	       strcmp(symbols->list.items[i], symbol) != 0)
		i++;
	return i;
}

void tree_build_symbols(const struct tree_build *build, struct arena *arena,
			struct tree_symbols *symbols)
{
	if (!build)
		return;
	if (build->kind == BUILD_SYMBOL &&
	    index_of(symbols, build->symbol) == symbols->list.count)
		*list_push(&symbols->list, arena) = build->symbol;
	tree_build_symbols(build->a, arena, symbols);
	tree_build_symbols(build->b, arena, symbols);
}

bool tree_build_holds(const struct tree_build *build,
		      const struct tree_symbols *symbols, const bool *set)
{
	if (!build)
		return true;
	switch (build->kind) {
	case BUILD_SYMBOL:
		return set[index_of(symbols, build->symbol)];
	case BUILD_NOT:
		return !tree_build_holds(build->a, symbols, set);
	case BUILD_AND:
		return tree_build_holds(build->a, symbols, set) &&
		       tree_build_holds(build->b, symbols, set);
	case BUILD_OR:
		return tree_build_holds(build->a, symbols, set) ||
		       tree_build_holds(build->b, symbols, set);
	case BUILD_NEVER:
	case BUILD_UNCLEAR:
		break;
	}
	return false;
}
