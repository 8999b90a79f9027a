/* What the page of findings says first. */
#ifndef REPORT_REPORT_LINT_FIRST_H
#define REPORT_REPORT_LINT_FIRST_H

#include <stddef.h>

#include "base/buffer.h"

struct lint_view;

/*
 * Adds which subjects are as strong as what is trusted and how, which covered
 * ops each has and on whom, and what to do.  first: the number of the view's
 * first finding on the page.
 */
void lint_first_add(const struct lint_view *view, size_t first,
		    struct buffer *out);

#endif
