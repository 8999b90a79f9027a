/* Many files in one input, as a directory. */
#include "fuzz.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { NAME_LIMIT = 100, OPEN_DIRECTORIES = 16 };

static struct arena arena = ARENA_INIT;
static const char *directory;

static int remove_one(const char *path, const struct stat *status, int kind,
		      struct FTW *place)
{
	(void)status, (void)kind;
	return place->level ? remove(path) : 0;
}

static void empty(void)
{
	nftw(directory, remove_one, OPEN_DIRECTORIES, FTW_DEPTH | FTW_PHYS);
}

static void finish(void)
{
	empty();
	rmdir(directory);
	arena_release(&arena);
}

static void start(void)
{
	struct diags diags = DIAGS_INIT;
	directory = directory_temporary(&arena, &diags);
	fuzz_assert(directory != NULL, "there is room for a directory");
	diags_release(&diags);
	atexit(finish);
}

/* The name, where it stays within the directory. */
static int is_inside(const char *name)
{
	return *name && *name != '/' && !strstr(name, "..") &&
	       strlen(name) <= NAME_LIMIT;
}

static void put(const char *name, const char *text, size_t length)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	for (char *at = path + strlen(directory) + 1; (at = strchr(at, '/'));
	     at++) {
		*at = '\0';
		mkdir(path, S_IRWXU);
		*at = '/';
	}
	FILE *file = fopen(path, "w");
	if (!file)
		return;
	fwrite(text, 1, length, file);
	fclose(file);
}

const char *fuzz_unpack(const uint8_t *data, size_t size)
{
	static const char head[] = "==> ";
	char name[NAME_LIMIT + 2];
	const char *at = (const char *)data, *end = at + size;
	if (directory)
		empty();
	else
		start();
	while ((size_t)(end - at) > strlen(head) &&
	       memcmp(at, head, strlen(head)) == 0) {
		at += strlen(head);
		const char *line = memchr(at, '\n', (size_t)(end - at));
		line = line ? line : end;
		snprintf(name, sizeof name, "%.*s", (int)(line - at), at);
		at = line < end ? line + 1 : end;
		const char *next = memmem(at, (size_t)(end - at), "\n==> ",
					  strlen(head) + 1);
		next = next ? next + 1 : end;
		if (is_inside(name))
			put(name, at, (size_t)(next - at));
		at = next;
	}
	return directory;
}
