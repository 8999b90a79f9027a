/* A domain's configuration for xl, as its settings. */
#ifndef SITE_SITE_XL_H
#define SITE_SITE_XL_H

#include <stddef.h>

#include "base/diags.h"
#include "base/memory.h"

/* NAME = VALUE, or NAME += VALUE. */
struct xl_setting {
	const char *name;
	const char *value; /* NULL: it is a list */
	unsigned line;	   /* where the value begins */
};

struct xl_config {
	const char *path;
	const struct xl_setting *settings; /* in the file's order */
	size_t setting_count;
};

/*
 * Reads the file as xl does; the result lives in the arena.  NULL with a
 * message where xl would not take it.
 */
const struct xl_config *xl_read(const char *path, struct arena *arena,
				struct diags *diags);

/* The setting that counts, which is the last of that name; or NULL. */
const struct xl_setting *xl_find(const struct xl_config *config,
				 const char *name);

#endif
