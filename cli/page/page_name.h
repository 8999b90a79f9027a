/* Which words of a document are names of ops or hypercalls. */
#ifndef PAGE_PAGE_NAME_H
#define PAGE_PAGE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "doc/doc.h"
#include "registry/registry.h"

/* How the names of the registry's ops start. */
struct page_names {
	struct map by_prefix;
	struct arena *arena;
};

/* Fills names whose arena is set; they are of that arena. */
void page_find_names(const struct registry *registry, struct page_names *names);

bool page_is_name(const struct page_names *names, const char *word);

/* How many letters, digits and underscores the text starts with. */
size_t page_word_length(const char *text);

/* The next word of the text, which moves behind it; NULL: there is none. */
const char *page_next_word(const char **text, struct arena *arena);

#endif
