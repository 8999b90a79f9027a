/* Fixes that a release lacks, as text: op by op, with the worst kind first. */
#ifndef REPORT_REPORT_LINT_FLAW_H
#define REPORT_REPORT_LINT_FLAW_H

#include "base/buffer.h"

struct lint;
struct lint_group;
struct style;

/* Findings on fixes that are lacked, behind their rule. */
void add_flaw_group(const struct lint_group *group, const struct lint *lint,
		    const struct style *style, struct buffer *out);

#endif
