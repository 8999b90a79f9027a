/* What a site accepts by choosing a profile. */
#ifndef SITE_SITE_PROFILE_H
#define SITE_SITE_PROFILE_H

#include "base/diags.h"

struct site;

/*
 * The site with what the profile that it builds on accepts; in the arena.  NULL
 * with a message where there is no such profile.
 */
const struct site *site_inherit(const struct site *site, struct arena *arena,
				struct diags *diags);

/* What a message says behind a profile that is none: those near it, or "". */
const char *site_profile_hint(const char *name, struct arena *arena);

#endif
