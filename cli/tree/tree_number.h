/* The value of a constant expression, as a #define has it. */
#ifndef TREE_TREE_NUMBER_H
#define TREE_TREE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"

struct token;

/* The value of a macro's body; false when it is no integer constant. */
bool macro_number(const struct map *macros, const struct token *tokens,
		  int64_t *value);

#endif
