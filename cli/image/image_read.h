/* What an image of the hypervisor tells of itself. */
#ifndef IMAGE_IMAGE_READ_H
#define IMAGE_IMAGE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

struct xen_image {
	const char *path;    /* as it was given */
	const char *version; /* "4.17.5", "4.17.6-pre"; NULL: not told */
	const char *arch;    /* "x86" or "arm" */
	/* The .config of its build: the text, or NULL, and where it is from:
	 * its own path for one within the image, or that of a file. */
	const char *config, *config_path;
	bool has_flask;	    /* its code */
	const char *bytes;  /* unpacked */
	const char *policy; /* of these, where one starts, or NULL */
	size_t length;
};

/*
 * Reads the image and the .config: that file, where one is given, or else the
 * one that is shipped beside the image.  All is in the arena.  NULL with a
 * message where it cannot be read, or where what is told of it does not agree.
 */
const struct xen_image *image_read(const char *path, const char *config,
				   struct arena *arena, struct diags *diags);

/* Whether the bytes, of a policy, are what was built into the image. */
bool image_has_policy(const struct xen_image *image, const char *bytes,
		      size_t length);

#endif
