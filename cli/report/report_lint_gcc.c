/* Findings in the manner of gcc's messages. */
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"

/* As a note on the policy, whose rule is the message. */
static void add_notices(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%s:1:1: %s: %s [%s]\n",
			      clean_text(notices[i].at.file, &arena),
			      severity_name(notices[i].message->severity),
			      lint_notice_text(&notices[i], &arena),
			      notices[i].message->name);
	arena_release(&arena);
}

/* file:line:column: level: text [RULE], as compilers write it. */
static void view_gcc(struct lint_writer *writer, const struct lint_view *view)
{
	struct lint_item item =
		lint_item_start(view, least_shown(&writer->style));
	add_notices(view, writer->out);
	while (lint_item_next(&item)) {
		struct location place = lint_item_place(&item);
		buffer_format(writer->out, "%s:%u:%u: %s: %s [%s]\n",
			      clean_text(place.file, &item.arena), place.line,
			      place.column, level_name(lint_item_level(&item)),
			      lint_item_message(&item),
			      item.finding->rule->code);
		buffer_drain(writer->out);
	}
}

const struct lint_format lint_gcc_format = {.name = "gcc", .view = view_gcc};
