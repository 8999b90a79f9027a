#include "report/report_lint_parts.h"

/* file:line:column: level: text [RULE], as compilers write it. */
void report_lint_gcc(const struct lint_report *report,
		     const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < report->count; i++) {
		struct lint_item item =
			lint_item_start(&report->views[i], least_shown(style));
		while (lint_item_next(&item)) {
			struct location place = lint_item_place(&item);
			buffer_format(out, "%s:%u:%u: %s: %s [%s]\n",
				      clean_text(place.file, &item.arena),
				      place.line, place.column,
				      level_name(lint_item_level(&item)),
				      lint_item_message(&item),
				      item.finding->rule->code);
		}
	}
}
