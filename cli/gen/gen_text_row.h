/* Rows that refer to texts (registry/registry_text.h), and those texts. */
#ifndef GEN_GEN_TEXT_ROW_H
#define GEN_GEN_TEXT_ROW_H

#include <stddef.h>

#include "base/map.h"
#include "base/memory.h"

struct registry;

/* The texts that rows refer to, each of them once. */
struct text_pool {
	struct arena *arena;
	struct map places;	     /* of texts: size_t */
	list_of(const char *) texts; /* in the order in which they stand */
	size_t length;		     /* of all, with their ends */
};

/* An empty one. */
struct text_pool pool_new(struct arena *arena);

/* Print the row of that index in C; its texts come to the pool. */
void print_handler(const struct registry *registry, unsigned row,
		   struct text_pool *pool);
void print_hook_call(const struct registry *registry, unsigned row,
		     struct text_pool *pool);
void print_fix(const struct registry *registry, unsigned row,
	       struct text_pool *pool);
void print_tool(const struct registry *registry, unsigned row,
		struct text_pool *pool);
void print_tool_use(const struct registry *registry, unsigned row,
		    struct text_pool *pool);

/* The definition of registry_texts. */
void pool_print(const struct text_pool *pool);

#endif
