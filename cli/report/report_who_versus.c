/* What policies and a security module beside FLASK say differently. */
#include <jansson.h>
#include <string.h>

#include "answer/answer.h"
#include "report/report_clean.h"
#include "report/report_json_policy.h"
#include "report/report_lint_text.h"
#include "report/report_style.h"
#include "report/report_table.h"
#include "report/report_who_versus.h"

/* Which of the two is so in some cases alone; NULL: none is. */
static const char *varying(const struct who_versus *row)
{
	return row->policy_varies && row->module_varies ? "both"
	       : row->policy_varies			? "policy"
	       : row->module_varies			? "module"
							: NULL;
}

/* --- Text -------------------------------------------------------------------
 */

static void add_text(const struct who_versus_report *report,
		     const struct who_versus_answer *answer,
		     const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct who_op *op = NULL;
	add_text_header(answer->lint, "", style, out);
	buffer_format(out, "held against %s, which is without a policy\n",
		      report->module);
	for (size_t i = 0; i < answer->count; i++) {
		const struct who_versus *row = &answer->rows[i];
		if (row->op != op)
			buffer_format(out, "\n%s (%s, %s)\n", row->op->op->name,
				      status_shown(row->op->status.status),
				      basis_shown(&row->op->status, &arena));
		op = row->op;
		buffer_format(out, "  %s: by the policy %s%s, by %s %s%s\n",
			      clean_text(row->subject, &arena),
			      who_versus_shown(row, row->by_policy, &arena),
			      row->policy_varies ? " in some cases" : "",
			      report->module,
			      who_versus_shown(row, row->by_module, &arena),
			      row->module_varies ? " in some cases" : "");
	}
	if (!answer->count && answer->whole)
		buffer_add_string(out, "\nno difference\n");
	arena_release(&arena);
}

/* --- JSON -------------------------------------------------------------------
 */

static void add_difference(const struct lint *lint,
			   const struct who_versus *row, struct arena *arena,
			   struct buffer *out)
{
	const struct op *op = row->op->op;
	add_json_member(out, "hypercall",
			lint->registry->hypercalls[op->hypercall].name);
	add_json_member(out, "op", op->name);
	add_json_member(out, "status", status_name(row->op->status.status));
	add_json_member(out, "basis", basis_name(row->op->status.basis));
	add_json_member(out, "subject", row->subject);
	add_json_member(out, "by_policy",
			who_versus_shown(row, row->by_policy, arena));
	add_json_member(out, "by_module",
			who_versus_shown(row, row->by_module, arena));
	add_json_member(out, "in_some_cases", varying(row));
	buffer_add_char(out, '}');
}

static void add_json_answers(const struct who_versus_report *report,
			     struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-who-can/1");
	add_json_name(out, "policies");
	for (size_t i = 0; i < report->count; i++) {
		const struct who_versus_answer *answer = &report->answers[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_head(out, answer->lint);
		add_json_member(out, "module", report->module);
		add_json_name(out, "differences");
		buffer_add_char(out, '[');
		for (size_t j = 0; j < answer->count; j++) {
			buffer_add_string(out, j ? ",{" : "{");
			add_difference(answer->lint, &answer->rows[j], &arena,
				       out);
		}
		buffer_add_string(out, "]}");
	}
	buffer_add_string(out, "]}\n");
	arena_release(&arena);
}

/* --- CSV --------------------------------------------------------------------
 */

static const char *const columns[] = {
	"policy", "release", "module",	  "hypercall", "op",	       "status",
	"basis",  "subject", "by_policy", "by_module", "in_some_cases"};

static void add_csv(const struct who_versus_report *report, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct table table = {.name = "who-can",
			      .columns = columns,
			      .column_count = sizeof columns / sizeof *columns};
	for (size_t i = 0; i < report->count; i++) {
		const struct who_versus_answer *answer = &report->answers[i];
		const struct lint *lint = answer->lint;
		const struct registry *registry = lint->registry;
		for (size_t j = 0; j < answer->count; j++) {
			const struct who_versus *row = &answer->rows[j];
			const struct op *op = row->op->op;
			const char **cells = table_add_row(&table, &arena);
			cells[0] = lint->policy->path;
			cells[1] = registry->releases[lint->release.used].name;
			cells[2] = report->module;
			cells[3] = registry->hypercalls[op->hypercall].name;
			cells[4] = op->name;
			cells[5] = status_name(row->op->status.status);
			cells[6] = basis_name(row->op->status.basis);
			cells[7] = row->subject;
			cells[8] =
				who_versus_shown(row, row->by_policy, &arena);
			cells[9] =
				who_versus_shown(row, row->by_module, &arena);
			cells[10] = varying(row) ? varying(row) : "";
		}
	}
	report_table(&table, "csv", out);
	arena_release(&arena);
}

void report_who_versus(const struct who_versus_report *report,
		       const char *format, const struct style *style,
		       struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		add_json_answers(report, out);
	else if (strcmp(format, "csv") == 0)
		add_csv(report, out);
	else
		for (size_t i = 0; i < report->count; i++) {
			if (i)
				buffer_add_char(out, '\n');
			add_text(report, &report->answers[i], style, out);
		}
}
