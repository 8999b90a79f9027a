/* What changes between two releases, for people. */
#ifndef REPORT_REPORT_DIFF_H
#define REPORT_REPORT_DIFF_H

#include "base/buffer.h"

struct registry;
struct table;

/*
 * Writes the rows of registry_diff() op by op, those that the statement comes
 * to cover first; then the rows about no op.
 */
void report_diff(const struct registry *registry, unsigned older,
		 unsigned newer, const struct table *diff, struct buffer *out);

#endif
