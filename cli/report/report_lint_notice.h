/* What a report says of itself, whatever its format. */
#ifndef REPORT_REPORT_LINT_NOTICE_H
#define REPORT_REPORT_LINT_NOTICE_H

#include <stddef.h>

#include "base/diags.h"

struct lint_view;

/*
 * What accepted findings or left them out without being named in the report
 * otherwise, each a message of the catalogue; in the arena.
 */
size_t lint_notices(const struct lint_view *view, struct arena *arena,
		    const struct diag **notices);

/* Its title and detail as one text, with nothing that steers a terminal. */
const char *lint_notice_text(const struct diag *notice, struct arena *arena);

#endif
