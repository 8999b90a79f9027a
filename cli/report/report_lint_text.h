/* Findings as text for people. */
#ifndef REPORT_REPORT_LINT_TEXT_H
#define REPORT_REPORT_LINT_TEXT_H

#include "base/buffer.h"

struct lint;
struct lint_group;
struct style;

/*
 * The findings as in the text format, without the line of their subject.
 * lint: that has them.
 */
void add_text_group(const struct lint_group *group, const struct lint *lint,
		    const struct style *style, struct buffer *out);

/* Adds which policy it is, for which release, and who is trusted, in a line. */
void add_text_header(const struct lint *lint, const char *before,
		     const struct style *style, struct buffer *out);

#endif
