/* Which known conditions are wider than another one. */
#include "lint/lint_wider.h"

#include <stdint.h>

#include "right/right.h"

void wider_add(struct wider *wider, const char *condition)
{
	if (!condition || map_get(&wider->known, condition))
		return;
	map_set(&wider->known, condition, (void *)(uintptr_t)condition,
		wider->arena);
	*list_push(&wider->all, wider->arena) = condition;
}

const struct condition_texts *wider_of(struct wider *wider, const char *narrow)
{
	struct condition_texts *list = map_get(&wider->results, narrow);
	if (list)
		return list;
	list = arena_alloc(wider->arena, 1, sizeof *list);
	*list_push(list, wider->arena) = NULL;
	for (size_t i = 0; i < wider->all.count; i++)
		if (when_text_implies(narrow, wider->all.items[i]))
			*list_push(list, wider->arena) = wider->all.items[i];
	map_set(&wider->results, narrow, list, wider->arena);
	return list;
}
