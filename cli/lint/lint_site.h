/* What a site file names, held against the registry. */
#ifndef LINT_LINT_SITE_H
#define LINT_LINT_SITE_H

#include <stdbool.h>

#include "base/diags.h"

struct registry;
struct site;
struct waiver;

/*
 * Whether the registry has all ops, permissions, rules and ranges of releases
 * that the site names; false with messages.
 */
bool lint_check_site(const struct registry *registry, const struct site *site,
		     struct diags *diags);

/* The same of one waiver. */
bool lint_check_waiver(const struct registry *registry,
		       const struct waiver *waiver, struct diags *diags);

#endif
