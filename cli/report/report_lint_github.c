/* Findings as commands for GitHub's workflows. */
#include <string.h>

#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"

/*
 * What stands in a workflow command is escaped with a percent sign: line ends
 * and the sign itself, and in a property what would end it as well.
 */
static void add_escaped(struct buffer *out, const char *text, const char *also)
{
	for (; *text; text++) {
		if (strchr("%\r\n", *text) || strchr(also, *text))
			buffer_format(out, "%%%02X", (unsigned char)*text);
		else
			buffer_add_char(out, *text);
	}
}

static void add_property(struct buffer *out, const char *name,
			 const char *value)
{
	buffer_format(out, "%s=", name);
	add_escaped(out, value, ":,");
}

static const char *const commands[] = {
	[LEVEL_NOTE] = "notice",
	[LEVEL_WARNING] = "warning",
	[LEVEL_ERROR] = "error",
};

static void add_command(struct lint_item *item, struct buffer *out)
{
	struct location place = lint_item_place(item);
	const struct rule *rule = item->finding->rule;
	buffer_format(out, "::%s ", commands[lint_item_level(item)]);
	add_property(out, "file", clean_text(place.file, &item->arena));
	buffer_format(out, ",line=%u,", place.line);
	add_property(
		out, "title",
		arena_format(&item->arena, "%s %s", rule->code, rule->title));
	buffer_add_string(out, "::");
	add_escaped(out, lint_item_message(item), "");
	buffer_add_char(out, '\n');
}

static void add_notices(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++) {
		buffer_format(out, "::%s ",
			      commands[(unsigned)notices[i].message->severity]);
		add_property(out, "file",
			     clean_text(notices[i].at.file, &arena));
		buffer_add_string(out, ",line=1,");
		add_property(out, "title", notices[i].message->name);
		buffer_add_string(out, "::");
		add_escaped(out, lint_notice_text(&notices[i], &arena), "");
		buffer_add_char(out, '\n');
	}
	arena_release(&arena);
}

/* Workflow commands: annotations of the lines of a change. */
static void view_github(struct lint_writer *writer,
			const struct lint_view *view)
{
	struct lint_item item =
		lint_item_start(view, least_shown(&writer->style));
	add_notices(view, writer->out);
	while (lint_item_next(&item)) {
		add_command(&item, writer->out);
		buffer_drain(writer->out);
	}
}

const struct lint_format lint_github_format = {.name = "github",
					       .view = view_github};
