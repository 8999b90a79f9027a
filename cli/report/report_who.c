/* Who can do what, in each of the formats; as a table, a row a caller. */
#include <string.h>

#include "audit/audit.h"
#include "report/report_style.h"
#include "report/report_table.h"
#include "report/report_who.h"
#include "report/report_who_json.h"
#include "report/report_who_text.h"

const char *const report_who_formats[] = {"text", "json", "csv", NULL};

static const char *const columns[] = {
	"policy", "release", "hypercall", "op",	   "status", "basis",
	"answer", "subject", "trusted",	  "on",	   "while",  "default_state",
	"where",  "message", "releases",  "change"};

enum { COLUMNS = sizeof columns / sizeof *columns, ANSWER_COLUMN = 6 };

/* The table on its way. */
struct who_table {
	struct table table;
	const struct lint *lint;
	const struct who_op *op;
	struct arena arena;
};

static const char *text_of(const char *text)
{
	return text ? text : "";
}

/* A new row, with what is known of the op. */
static const char **add_row(struct who_table *table, const char *answer)
{
	const struct lint *lint = table->lint;
	const struct registry *registry = lint->registry;
	const char **cells = table_add_row(&table->table, &table->arena);
	const struct who_op *op = table->op;
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = "";
	cells[0] = lint->policy->path;
	cells[1] = registry->releases[lint->release.used].name;
	cells[2] = registry->hypercalls[op->op->hypercall].name;
	cells[3] = op->op->name;
	cells[4] = status_name(op->status.status);
	cells[5] = basis_name(op->status.basis);
	cells[ANSWER_COLUMN] = answer;
	return cells;
}

static const char *joined(const char *const *names, size_t count,
			  struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	for (size_t i = 0; i < count; i++)
		buffer_format(&text, "%s%s", i ? " " : "", names[i]);
	const char *copy = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return copy;
}

static void add_caller(struct who_table *table, const struct who_caller *caller)
{
	const char **cells = add_row(table, who_how_name(caller->how));
	cells[7] = caller->subject ? caller->subject : "*";
	cells[8] = caller->trusted ? "yes" : "";
	cells[9] = joined(caller->objects, caller->object_count, &table->arena);
	cells[10] = text_of(caller->condition);
	cells[11] = !caller->condition	    ? ""
		    : caller->default_state ? "true"
					    : "false";
	cells[12] = text_of(caller->where);
	cells[13] = text_of(caller->doubt);
	cells[14] = text_of(caller->only_in);
	cells[15] = text_of(change_name(caller->change));
}

static void add_op(struct who_table *table)
{
	const struct who_op *op = table->op;
	if (op->nobody || (!op->caller_count && !op->refusal_count))
		add_row(table, "nobody")[13] =
			text_of(who_nobody_words(op->nobody));
	for (size_t i = 0; i < op->caller_count; i++)
		add_caller(table, &op->callers[i]);
	for (size_t i = 0; i < op->refusal_count; i++) {
		const struct who_refusal *refusal = &op->refusals[i];
		const char **cells = add_row(table, "refused");
		cells[7] = refusal->subject;
		cells[8] = refusal->trusted ? "yes" : "";
		cells[13] = text_of(refusal->text);
	}
	for (size_t i = 0; i < op->elsewhere_count; i++) {
		const char **cells = add_row(table, op->elsewhere[i].end);
		cells[12] = op->elsewhere[i].where;
		cells[13] = who_end_words(op->elsewhere[i].end);
	}
}

static void report_csv(const struct who_report *report, struct buffer *out)
{
	struct who_table table = {.table = {.name = "who-can",
					    .columns = columns,
					    .column_count = COLUMNS}};
	for (size_t i = 0; i < report->count; i++) {
		table.lint = report->answers[i]->lint;
		for (size_t j = 0; j < report->answers[i]->op_count; j++) {
			table.op = &report->answers[i]->ops[j];
			add_op(&table);
		}
	}
	report_table(&table.table, "csv", out);
	arena_release(&table.arena);
}

void report_who(const struct who_report *report, const char *format,
		const struct style *style, struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		report_who_json(report, out);
	else if (strcmp(format, "csv") == 0)
		report_csv(report, out);
	else
		report_who_text(report, style, out);
}
