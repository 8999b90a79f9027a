/* Reads a site file. */
#ifndef SITE_SITE_READ_H
#define SITE_SITE_READ_H

#include <stddef.h>

#include "base/diags.h"

struct site;
struct xml_element;

/*
 * Reads a site file, checked by schema and by what can be known without a
 * registry or a policy: whether ops and ranges of releases exist is left to
 * the caller (registry_find_op(), registry_range()).  Where the policy builds
 * on a profile, names that the file does not declare are left as well.  The
 * result lives in the arena; paths of overlays are relative to the file.  NULL
 * with messages where it is not good.
 */
const struct site *site_read(const char *path, struct arena *arena,
			     struct diags *diags);

/* The same as site_read() of bytes that stand for a file: a built-in one. */
const struct site *site_parse(const char *path, const char *bytes,
			      size_t length, struct arena *arena,
			      struct diags *diags);

/* The same of the root of a file's tree, which the schema of sites allows. */
const struct site *site_from_tree(const char *path,
				  const struct xml_element *root,
				  struct arena *arena, struct diags *diags);

#endif
