/* For which builds a line is: an expression of symbols of Kconfig. */
#ifndef TREE_TREE_BUILD_H
#define TREE_TREE_BUILD_H

#include <stdbool.h>

#include "base/memory.h"

/* A node of an expression; NULL stands for what holds in each build. */
struct tree_build;

/* Symbols without CONFIG_, none twice. */
struct tree_symbols {
	list_of(const char *) list;
};

/*
 * That of an #if, or with `defined` that of an #ifdef's one word; never NULL.
 * What is more than names, signs of logic and brackets is not understood.
 */
const struct tree_build *tree_build_parse(const char *text, bool defined,
					  struct arena *arena);

/* The same of one symbol. */
const struct tree_build *tree_build_symbol(const char *symbol,
					   struct arena *arena);

const struct tree_build *tree_build_not(const struct tree_build *of,
					struct arena *arena);
const struct tree_build *tree_build_and(const struct tree_build *a,
					const struct tree_build *b,
					struct arena *arena);
const struct tree_build *tree_build_or(const struct tree_build *a,
				       const struct tree_build *b,
				       struct arena *arena);

/* False: a part of it was not understood. */
bool tree_build_is_clear(const struct tree_build *build);

/* Adds the symbols that it names. */
void tree_build_symbols(const struct tree_build *build, struct arena *arena,
			struct tree_symbols *symbols);

/* Whether it holds where those symbols are set that `set` says, by index. */
bool tree_build_holds(const struct tree_build *build,
		      const struct tree_symbols *symbols, const bool *set);

#endif
