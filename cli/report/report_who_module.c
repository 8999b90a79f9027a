/* Who can do what where no policy decides, in each of the formats. */
#include <jansson.h>
#include <string.h>

#include "audit/audit.h"
#include "report/report_json_policy.h"
#include "report/report_op.h"
#include "report/report_op_lines.h"
#include "report/report_style.h"
#include "report/report_table.h"
#include "report/report_who_module.h"

/* The rows of the op by the module, in the arena. */
static struct caller_rows rows_of(const struct module_report *report,
				  const struct module *module,
				  const struct op *op, struct arena *arena)
{
	struct caller_rows rows = {LIST_INIT};
	registry_op_callers(report->registry, op, report->release, module,
			    arena, &rows);
	return rows;
}

static bool has_op(const struct module_ops *module, const struct op *op)
{
	for (size_t i = 0; i < module->count; i++)
		if (module->ops[i] == op)
			return true;
	return false;
}

/* --- Text -------------------------------------------------------------------
 */

static void add_op(const struct module_report *report, const struct op *op,
		   const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct op_status status = registry_op_meaning(
		report->registry, op, report->release, &arena);
	struct op_facts facts = {.arena = &arena};
	for (size_t i = 0; i < report->count; i++) {
		const struct module *module = report->modules[i].module;
		if (has_op(&report->modules[i], op))
			*list_push(&facts.callers, &arena) = module_callers_of(
				report->registry, op, report->release, module,
				&arena);
	}
	const struct report_lines lines = report_callers(&facts);
	buffer_format(out, "\n%s%s%s (%s, %s)\n", style->color ? "\033[1m" : "",
		      op->name, style->color ? "\033[0m" : "",
		      status_shown(status.status),
		      basis_shown(&status, &arena));
	for (size_t i = 0; i < lines.list.count; i++)
		buffer_format(out, "  %s\n", lines.list.items[i]);
	arena_release(&arena);
}

static void add_text(const struct module_report *report,
		     const struct style *style, struct buffer *out)
{
	const struct registry *registry = report->registry;
	buffer_format(out, "Xen %s without a policy\n",
		      registry->releases[report->release].name);
	for (unsigned i = 0; i < registry->op_count; i++) {
		bool known = false;
		for (size_t j = 0; j < report->count && !known; j++)
			known = has_op(&report->modules[j], &registry->ops[i]);
		if (known)
			add_op(report, &registry->ops[i], style, out);
	}
}

/* --- JSON and CSV ------------------------------------------------------------
 */

static void add_rows_json(const struct caller_rows *rows, struct buffer *out)
{
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct caller_row *row = &rows->list.items[i];
		if (!i)
			add_json_name(out, "callers");
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_member(out, "who", row->who);
		if (*row->condition)
			add_json_member(out, "when", row->condition);
		add_json_member(out, "action", row->action);
		buffer_add_char(out, '}');
	}
	if (rows->list.count)
		buffer_add_char(out, ']');
}

static void add_module_json(const struct module_report *report,
			    const struct module_ops *module, struct buffer *out)
{
	const struct registry *registry = report->registry;
	add_json_member(out, "module", module->module->name);
	add_json_name(out, "ops");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < module->count; i++) {
		const struct op *op = module->ops[i];
		struct arena arena = ARENA_INIT;
		const struct op_status status =
			registry_op_status(registry, op, report->release);
		const struct caller_rows rows =
			rows_of(report, module->module, op, &arena);
		buffer_add_string(out, i ? ",{" : "{");
		add_json_member(out, "hypercall",
				registry->hypercalls[op->hypercall].name);
		add_json_member(out, "op", op->name);
		add_json_member(out, "status", status_name(status.status));
		add_json_member(out, "basis", basis_name(status.basis));
		add_rows_json(&rows, out);
		buffer_add_char(out, '}');
		arena_release(&arena);
	}
	buffer_add_string(out, "]}");
}

static void add_json_report(const struct module_report *report,
			    struct buffer *out)
{
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-who-can/1");
	add_json_member(out, "release",
			report->registry->releases[report->release].name);
	add_json_name(out, "modules");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < report->count; i++) {
		buffer_add_string(out, i ? ",{" : "{");
		add_module_json(report, &report->modules[i], out);
	}
	buffer_add_string(out, "]}\n");
}

static const char *const columns[] = {"release", "module", "hypercall",
				      "op",	 "status", "basis",
				      "who",	 "when",   "action"};

static void add_csv(const struct module_report *report, struct buffer *out)
{
	const struct registry *registry = report->registry;
	struct arena arena = ARENA_INIT;
	struct table table = {.name = "who-can",
			      .columns = columns,
			      .column_count = sizeof columns / sizeof *columns};
	for (size_t i = 0; i < report->count; i++)
		for (size_t j = 0; j < report->modules[i].count; j++) {
			const struct module *module = report->modules[i].module;
			const struct op *op = report->modules[i].ops[j];
			const struct op_status status = registry_op_status(
				registry, op, report->release);
			const struct caller_rows rows =
				rows_of(report, module, op, &arena);
			for (size_t k = 0; k < rows.list.count; k++) {
				const struct caller_row *row =
					&rows.list.items[k];
				const char **cells =
					table_add_row(&table, &arena);
				cells[0] = registry->releases[report->release]
						   .name;
				cells[1] = module->name;
				cells[2] = registry->hypercalls[op->hypercall]
						   .name;
				cells[3] = op->name;
				cells[4] = status_name(status.status);
				cells[5] = basis_name(status.basis);
				cells[6] = row->who;
				cells[7] = row->condition;
				cells[8] = row->action;
			}
		}
	report_table(&table, "csv", out);
	arena_release(&arena);
}

void report_who_modules(const struct module_report *report, const char *format,
			const struct style *style, struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		add_json_report(report, out);
	else if (strcmp(format, "csv") == 0)
		add_csv(report, out);
	else
		add_text(report, style, out);
}
