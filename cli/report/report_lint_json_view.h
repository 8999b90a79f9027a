/* What JSON says of a view besides its findings.  For report/ only. */
#ifndef REPORT_REPORT_LINT_JSON_VIEW_H
#define REPORT_REPORT_LINT_JSON_VIEW_H

#include "base/buffer.h"

struct lint_view;

/*
 * Adds members to the object that the buffer ends in: the policy, the one that
 * it is compared with, the baseline, and what was left out.
 */
void add_json_view(struct buffer *out, const struct lint_view *view);

#endif
