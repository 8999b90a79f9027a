/* Several site files of one site. */
#ifndef SITE_SITE_MERGE_H
#define SITE_SITE_MERGE_H

#include <stddef.h>

#include "base/diags.h"

struct site;

/*
 * Several files of one site as one, which lives in the arena, without what is
 * to be built; NULL with messages where they do not agree.
 */
const struct site *site_merge(const struct site *const *sites, size_t count,
			      struct arena *arena, struct diags *diags);

#endif
