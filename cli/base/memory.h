/* Memory that cannot fail: arenas, and arrays that grow in them. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* Ends the process with a message and exit status 2. */
_Noreturn void memory_exhausted(void);

/*
 * An arena owns all that is allocated from it and gives it back at once.
 * Start with ARENA_INIT.  Nothing below returns NULL: a process that is out
 * of memory ends with a message and exit status 2.
 */
struct arena {
	struct arena_page *pages;
};

#define ARENA_INIT   \
	{            \
		NULL \
	}

/* Gives all memory of the arena back; it is empty and usable again. */
void arena_release(struct arena *arena);

/* Makes the arena empty and keeps a page, for what is soon put there again. */
void arena_clear(struct arena *arena);

/* count * size zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A copy of the string; NULL stays NULL. */
char *arena_string(struct arena *arena, const char *string);

/* A copy of length bytes, with a NUL behind them. */
char *arena_slice(struct arena *arena, const char *bytes, size_t length);

/* The formatted string. */
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vformat(struct arena *arena, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* An array that grows: list_of(int) numbers = LIST_INIT. */
#define list_of(type)                   \
	struct {                        \
		type *items;            \
		size_t count, capacity; \
	}

#define LIST_INIT          \
	{                  \
		NULL, 0, 0 \
	}

/* Appends a zeroed item in the arena and yields a pointer to it. */
#define list_push(list, arena)                                              \
	((list)->items =                                                    \
		 list_grow((list)->items, (list)->count, &(list)->capacity, \
			   sizeof *(list)->items, (arena)),                 \
	 &(list)->items[(list)->count++])

/* The array with room for one more item behind the first count ones. */
void *list_grow(void *items, size_t count, size_t *capacity, size_t size,
		struct arena *arena);

/* realloc() that does not fail; the caller frees the result. */
void *memory_resize(void *old, size_t size);

#endif
