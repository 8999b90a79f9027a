/*
 * xsmc-lint/2: one object without white space, written finding by finding.
 * What is NULL, none or empty is left out.
 */
#include <jansson.h>
#include <string.h>

#include "report/report_json_policy.h"
#include "report/report_lint.h"
#include "report/report_lint_json_finding.h"
#include "report/report_lint_json_view.h"
#include "report/report_lint_statistics.h"
#include "report/report_lint_table.h"

/* --- Policies ---------------------------------------------------------------
 */

/* The object of a policy; its rules come behind the findings on them. */
static void add_view(const struct lint_view *view, const struct style *style,
		     struct buffer *out)
{
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	struct rule_table table = {.arena = ARENA_INIT};
	bool any = false;
	item.together = true;
	buffer_add_char(out, '{');
	add_json_view(out, view);
	if (style->statistics)
		add_json_statistics(view, out);
	add_json_name(out, "findings");
	buffer_add_char(out, '[');
	while (lint_item_next(&item)) {
		if (any)
			buffer_add_char(out, ',');
		any = true;
		buffer_add_char(out, '{');
		add_json_finding(out, &item, &table);
		buffer_add_char(out, '}');
		buffer_drain(out);
	}
	buffer_add_char(out, ']');
	add_json_rules(out, &table);
	buffer_add_char(out, '}');
	arena_release(&table.arena);
}

/* --- The whole --------------------------------------------------------------
 */

/* What the summary says of all policies. */
struct json_state {
	struct lint_totals all;
	size_t known;
};

static void start_json(struct lint_writer *writer)
{
	writer->state =
		arena_alloc(&writer->arena, 1, sizeof(struct json_state));
	buffer_add_char(writer->out, '{');
	add_json_member(writer->out, "schema", "xsmc-lint/2");
	add_json_name(writer->out, "policies");
	buffer_add_char(writer->out, '[');
}

static void view_json(struct lint_writer *writer, const struct lint_view *view)
{
	struct json_state *state = writer->state;
	const struct lint_totals totals = lint_view_totals(view);
	for (unsigned level = 0; level <= LEVEL_ERROR; level++)
		state->all.levels[level] += totals.levels[level];
	state->all.suppressed += totals.suppressed;
	state->all.removed += totals.removed;
	state->known += view->known;
	if (writer->count)
		buffer_add_char(writer->out, ',');
	add_view(view, &writer->style, writer->out);
}

static void failure_json(struct lint_writer *writer,
			 const struct lint_failure *failure)
{
	buffer_add_string(writer->out, writer->count ? ",{" : "{");
	add_json_member(writer->out, "path", failure->path);
	add_json_name(writer->out, "error");
	add_json_diag(writer->out, &failure->error);
	buffer_add_char(writer->out, '}');
}

static void end_json(struct lint_writer *writer)
{
	const struct json_state *state = writer->state;
	const struct lint_totals *all = &state->all;
	struct buffer *out = writer->out;
	buffer_add_char(out, ']');
	add_json_name(out, "summary");
	buffer_add_char(out, '{');
	add_json_count(out, "policies", writer->count);
	add_json_count(out, "errors", all->levels[LEVEL_ERROR]);
	add_json_count(out, "warnings", all->levels[LEVEL_WARNING]);
	add_json_count(out, "notes", all->levels[LEVEL_NOTE]);
	add_json_count(out, "suppressed", all->suppressed);
	add_json_count(out, "known", state->known);
	add_json_count(out, "removed", all->removed);
	buffer_add_string(out, "}}\n");
}

const struct lint_format lint_json_format = {.name = "json",
					     .start = start_json,
					     .view = view_json,
					     .failure = failure_json,
					     .end = end_json};
