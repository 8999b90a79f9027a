/*
 * A library to be loaded before libc: of all that is allocated the one that
 * FAIL_AT numbers, from 1, fails, and so do all behind it with FAIL_ON.  At the
 * end the number of all is written to the file of FAIL_COUNT.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long made, fails_at;
static bool fails_on;

static unsigned long number_of(const char *name)
{
	const char *value = getenv(name);
	return value ? strtoul(value, NULL, 10) : 0;
}

__attribute__((constructor)) static void start(void)
{
	made = 0;
	fails_at = number_of("FAIL_AT");
	fails_on = number_of("FAIL_ON");
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAIL_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;
	if (!file)
		return;
	fprintf(file, "%lu\n", made);
	fclose(file);
}

static bool fails(void)
{
	made++;
	if (!fails_at || (fails_on ? made < fails_at : made != fails_at))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
