/* A source tree of a few files, made for one test. */
#ifndef UNIT_TREE_FILES_H
#define UNIT_TREE_FILES_H

#include "world.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_replace.h"
#include "tree/tree.h"

/* An empty directory, to be removed at the end. */
static inline struct tree tree_make(struct world *world)
{
	const char *path = directory_temporary(&world->arena, &world->diags);
	assert_non_null(path);
	return (struct tree){path, TREE_SOURCE};
}

/* Writes a file, and makes the directories above it. */
static inline void tree_put(struct world *world, const struct tree *tree,
			    const char *file, const char *text)
{
	char *path = arena_format(&world->arena, "%s/%s", tree->path, file);
	for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		*at = '\0';
		mkdir(path, 0777);
		*at = '/';
	}
	assert_true(file_replace(path, text, strlen(text), &world->diags));
}

static inline int tree_remove_file(const char *path, const struct stat *status,
				   int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

static inline void tree_remove(const struct tree *tree)
{
	enum { OPEN_DIRECTORIES = 16 };
	assert_int_equal(nftw(tree->path, tree_remove_file, OPEN_DIRECTORIES,
			      FTW_DEPTH | FTW_PHYS),
			 0);
}

#endif
