/* What a check of registry and site files came to, as JSON. */
#ifndef REPORT_REPORT_VALIDATE_H
#define REPORT_REPORT_VALIDATE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"

/*
 * Adds one object: whether the files, NULL-terminated, are valid, and each
 * message about them.
 */
void report_validate(const char *const *files, bool valid,
		     const struct diags *diags, struct buffer *out);

#endif
