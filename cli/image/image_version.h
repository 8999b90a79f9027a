/* Which versions an image says that it has. */
#ifndef IMAGE_IMAGE_VERSION_H
#define IMAGE_IMAGE_VERSION_H

#include <stddef.h>

#include "base/memory.h"

struct image_versions {
	list_of(const char *) list; /* each once, "4.17.5" */
};

/* Adds what the image's bytes say, in the arena. */
void image_find_versions(const char *bytes, size_t length, struct arena *arena,
			 struct image_versions *versions);

/*
 * Adds what the head of a .config says that an image's build has left, where it
 * has one.
 */
void image_find_version_of_config(const char *config, struct arena *arena,
				  struct image_versions *versions);

#endif
