/* Arenas, and memory that ends the process where there is none. */
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"

/*
 * Of pages, in bytes: each is twice as large as the one before, as most arenas
 * hold little.
 */
enum { FIRST_PAGE_SIZE = 1024, PAGE_SIZE = 64 * 1024 };

/*
 * What is handed out is cleared then, so that what never is costs nothing; a
 * page for one large thing is taken clear, as the kernel gives it.
 */
struct arena_page {
	struct arena_page *next;
	size_t used, size;
	bool clear;
	_Alignas(max_align_t) unsigned char bytes[];
};

_Noreturn void memory_exhausted(void)
{
	fputs("xsmc: out of memory\n", stderr);
	_Exit(2);
}

void *memory_resize(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);
	if (!memory)
		memory_exhausted();
	return memory;
}

void arena_release(struct arena *arena)
{
	struct arena_page *page = arena->pages;
	while (page) {
		struct arena_page *next = page->next;
		free(page);
		page = next;
	}
	arena->pages = NULL;
}

void arena_clear(struct arena *arena)
{
	struct arena_page *page = arena->pages;
	struct arena rest = {page ? page->next : NULL};
	arena_release(&rest);
	if (!page)
		return;
	page->next = NULL;
	page->used = 0;
	page->clear = false;
}

static size_t next_page_size(const struct arena *arena)
{
	if (!arena->pages)
		return FIRST_PAGE_SIZE;
	return arena->pages->size < PAGE_SIZE / 2 ? arena->pages->size * 2
						  : PAGE_SIZE;
}

static struct arena_page *page_new(struct arena *arena, size_t room)
{
	size_t usual = next_page_size(arena);
	bool large = room > usual / 4;
	size_t size = large ? room : usual;
	if (size > SIZE_MAX - sizeof(struct arena_page))
		memory_exhausted();
	struct arena_page *page = large ? calloc(1, sizeof *page + size)
					: malloc(sizeof *page + size);
	if (!page)
		memory_exhausted();
	page->size = size;
	page->used = 0;
	page->clear = large;
	/* A page made for one large thing must not hide a half empty one. */
	if (large && arena->pages) {
		page->next = arena->pages->next;
		arena->pages->next = page;
	} else {
		page->next = arena->pages;
		arena->pages = page;
	}
	return page;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	if (size && count > (SIZE_MAX - align) / size)
		memory_exhausted();
	size_t room = (count * size + align - 1) / align * align;
	struct arena_page *page = arena->pages;
	if (!page || page->size - page->used < room)
		page = page_new(arena, room);
	void *memory = page->bytes + page->used;
	page->used += room;
	return page->clear ? memory : memset(memory, 0, room);
}

char *arena_slice(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);
	memcpy(copy, bytes, length);
	return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
	return string ? arena_slice(arena, string, strlen(string)) : NULL;
}

char *arena_vformat(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	const size_t length = format_text(NULL, 0, format, again);
	va_end(again);
	char *string = arena_alloc(arena, length + 1, 1);
	format_text(string, length + 1, format, arguments);
	return string;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *string = arena_vformat(arena, format, arguments);
	va_end(arguments);
	return string;
}

void *list_grow(void *items, size_t count, size_t *capacity, size_t size,
		struct arena *arena)
{
	if (count < *capacity)
		return items;
	/* Many lists have few items. */
	size_t larger = *capacity ? *capacity * 2 : size > 32 ? 2 : 8;
	void *memory = arena_alloc(arena, larger, size);
	if (count)
		memcpy(memory, items, count * size);
	*capacity = larger;
	return memory;
}
