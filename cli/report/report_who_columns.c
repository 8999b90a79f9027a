/* Who can do what by several policies: a column for each. */
#include <string.h>

#include "answer/answer.h"
#include "audit/audit.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_text.h"
#include "report/report_style.h"
#include "report/report_who.h"
#include "report/report_who_columns.h"

enum { COLUMN_WIDTH = 22, SUBJECT_WIDTH = 24 };

/* Columns on their way. */
struct column_writer {
	const struct who_report *report;
	const struct op *op;
	struct arena *arena;
	struct buffer *out;
};

/* The first policy's that has the op, for what the registry says of it. */
static const struct who_op *any_op(const struct column_writer *writer)
{
	const struct who_op *found = NULL;
	for (size_t i = 0; i < writer->report->count && !found; i++)
		found = who_find_op(writer->report->answers[i], writer->op);
	return found;
}

static bool is_of(const struct who_caller *caller, const char *subject)
{
	return subject ? caller->subject &&
				 strcmp(caller->subject, subject) == 0
		       : !caller->subject;
}

/* What a policy lets the subject do, in a few words. */
static const char *cell_of(const struct column_writer *writer,
			   const struct who_op *op, const char *subject)
{
	size_t always = 0, sometimes = 0;
	const char *open = NULL;
	if (!op)
		return "no such op";
	if (op->nobody)
		return "nobody";
	for (size_t i = 0; i < op->caller_count; i++) {
		const struct who_caller *caller = &op->callers[i];
		if (!is_of(caller, subject))
			continue;
		if (!caller->object_count)
			open = caller->where ? "open in part" : "open";
		else if (caller->condition)
			sometimes += caller->object_count;
		else
			always += caller->object_count;
	}
	if (!always && !sometimes)
		return open ? open : "-";
	if (!sometimes)
		return arena_format(writer->arena, "on %zu", always);
	return always ? arena_format(writer->arena, "on %zu, maybe %zu", always,
				     sometimes)
		      : arena_format(writer->arena, "maybe on %zu", sometimes);
}

static void add_row(const struct column_writer *writer, const char *subject)
{
	const struct who_report *report = writer->report;
	const struct who_op *first =
		who_find_op(report->answers[0], writer->op);
	bool same = true;
	buffer_format(writer->out, "  %-*s", SUBJECT_WIDTH,
		      subject ? clean_text(subject, writer->arena)
			      : "every domain");
	for (size_t i = 0; i < report->count; i++) {
		const struct who_op *op =
			who_find_op(report->answers[i], writer->op);
		buffer_format(writer->out, " %-*s", COLUMN_WIDTH,
			      cell_of(writer, op, subject));
		same &= who_same_rows(first, op, subject);
	}
	while (writer->out->data[writer->out->length - 1] == ' ')
		writer->out->length--;
	buffer_add_string(writer->out, same ? "\n" : "  differs\n");
}

/* Whether a policy before, or a row before in this one, has the subject. */
static bool is_shown(const struct column_writer *writer, size_t policy,
		     size_t row, const char *subject)
{
	for (size_t i = 0; i <= policy; i++) {
		const struct who_op *op =
			who_find_op(writer->report->answers[i], writer->op);
		const size_t count = !op	   ? 0
				     : i == policy ? row
						   : op->caller_count;
		for (size_t j = 0; j < count; j++)
			if (is_of(&op->callers[j], subject))
				return true;
	}
	return false;
}

/* Every subject that some policy lets do it, in the policies' order. */
static void add_op(const struct column_writer *writer)
{
	const struct who_op *any = any_op(writer);
	bool shown = false;
	if (!any)
		return;
	buffer_format(writer->out, "\n%s (%s, %s)\n", writer->op->name,
		      status_shown(any->status.status),
		      basis_shown(&any->status, writer->arena));
	for (size_t i = 0; i < writer->report->count; i++) {
		const struct who_op *op =
			who_find_op(writer->report->answers[i], writer->op);
		for (size_t j = 0; op && j < op->caller_count; j++) {
			const char *subject = op->callers[j].subject;
			if (is_shown(writer, i, j, subject))
				continue;
			add_row(writer, subject);
			shown = true;
		}
	}
	if (!shown)
		buffer_add_string(writer->out, "  nobody can\n");
}

void report_who_columns(const struct who_report *report,
			const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct registry *registry = report->answers[0]->lint->registry;
	struct column_writer writer = {report, NULL, &arena, out};
	for (size_t i = 0; i < report->count; i++)
		add_text_header(report->answers[i]->lint,
				arena_format(&arena, "[%zu] ", i + 1), style,
				out);
	buffer_format(out, "\n  %-*s", SUBJECT_WIDTH, "");
	for (size_t i = 0; i < report->count; i++)
		buffer_format(out, i + 1 < report->count ? " %-*s" : " %.*s",
			      COLUMN_WIDTH,
			      arena_format(&arena, "[%zu]", i + 1));
	buffer_add_char(out, '\n');
	for (unsigned i = 0; i < registry->op_count; i++) {
		writer.op = &registry->ops[i];
		add_op(&writer);
	}
	arena_release(&arena);
}
