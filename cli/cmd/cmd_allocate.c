/*
 * What the linked libraries allocate (the linker's --wrap): popt forgets an
 * argument that it has no memory for, and what comes of the others is another
 * answer.  Here it is none, as for our own memory.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the
 * linker makes these names. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *string);
char *__real_strndup(const char *string, size_t length);
int __real_vasprintf(char **text, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *string);
char *__wrap_strndup(const char *string, size_t length);
int __wrap_vasprintf(char **text, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));
int __wrap___vasprintf_chk(char **text, int flag, const char *format,
			   va_list arguments)
	__attribute__((format(printf, 3, 0)));

/* Of nothing at all, NULL may be right. */
static void *must(void *memory, size_t size)
{
	if (!memory && size)
		memory_exhausted();
	return memory;
}

void *__wrap_malloc(size_t size)
{
	return must(__real_malloc(size), size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return must(__real_calloc(count, size), count && size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return must(__real_realloc(old, size), size);
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
	return must(__real_reallocarray(old, count, size), count && size);
}

char *__wrap_strdup(const char *string)
{
	return must(__real_strdup(string), 1);
}

char *__wrap_strndup(const char *string, size_t length)
{
	return must(__real_strndup(string, length), 1);
}

int __wrap_vasprintf(char **text, const char *format, va_list arguments)
{
	int length = __real_vasprintf(text, format, arguments);
	if (length < 0)
		memory_exhausted();
	return length;
}

/* What the headers of the C library make of it when they check it. */
int __wrap___vasprintf_chk(char **text, int flag, const char *format,
			   va_list arguments)
{
	(void)flag;
	return __wrap_vasprintf(text, format, arguments);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */
