/*
 * xsmc-lint-lines/1: an object a line.  Each policy has a line of its own,
 * before those of its findings, so that one without findings is seen, too.
 */
#include "report/report_json_policy.h"
#include "report/report_lint.h"
#include "report/report_lint_json_finding.h"
#include "report/report_lint_json_view.h"
#include "report/report_lint_table.h"

/* What each line begins with. */
static void start_line(const char *record, const char *policy,
		       struct buffer *out)
{
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-lint-lines/1");
	add_json_member(out, "record", record);
	add_json_member(out, "policy", policy);
}

static void end_line(struct buffer *out)
{
	buffer_add_string(out, "}\n");
	buffer_drain(out);
}

static void add_policy(const struct lint_view *view, struct buffer *out)
{
	const struct lint_totals totals = lint_view_totals(view);
	start_line("policy", view->lint->policy->path, out);
	add_json_view(out, view);
	add_json_member(out, "sha256", view->lint->policy->sha256);
	add_json_totals(out, &totals);
	end_line(out);
}

static void view_jsonl(struct lint_writer *writer, const struct lint_view *view)
{
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	struct buffer *out = writer->out;
	add_policy(view, out);
	item.together = true;
	while (!writer->style.summary && lint_item_next(&item)) {
		start_line("finding", view->lint->policy->path, out);
		add_json_member(out, "sha256", view->lint->policy->sha256);
		add_json_finding(out, &item, NULL);
		end_line(out);
	}
}

static void failure_jsonl(struct lint_writer *writer,
			  const struct lint_failure *failure)
{
	start_line("failure", failure->path, writer->out);
	add_json_name(writer->out, "error");
	add_json_diag(writer->out, &failure->error);
	end_line(writer->out);
}

const struct lint_format lint_jsonl_format = {
	.name = "jsonl", .view = view_jsonl, .failure = failure_jsonl};
