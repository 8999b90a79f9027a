/* Ops in the formats of a query. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "report/report_json.h"
#include "report/report_op.h"
#include "report/report_op_json.h"
#include "report/report_op_text.h"
#include "report/report_style.h"

struct module_callers module_callers_of(const struct registry *registry,
					const struct op *op, unsigned release,
					const struct module *module,
					struct arena *arena)
{
	struct module_callers callers = {.module = module->name};
	callers.known = registry_op_callers(registry, op, release, module,
					    arena, &callers.rows);
	return callers;
}

static void add_callers(struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	const struct registry *registry = report->registry;
	for (unsigned i = 0; i < registry->module_count; i++) {
		const struct module *module = &registry->modules[i];
		if (!release_set_has(&module->in, report->release))
			continue;
		*list_push(&facts->callers, facts->arena) =
			module_callers_of(registry, report->op, report->release,
					  module, facts->arena);
	}
}

struct op_facts op_facts_in(const struct op_report *report, struct arena *arena)
{
	const struct registry *registry = report->registry;
	struct op_facts facts = {
		.report = report,
		.hypercall = &registry->hypercalls[report->op->hypercall],
		.status = registry_op_meaning(registry, report->op,
					      report->release, arena),
		.arena = arena};
	registry_op_accesses(registry, report->op, report->release, arena,
			     &facts.accesses);
	add_callers(&facts);
	return facts;
}

struct op_facts op_facts_of(const struct op_report *report, struct arena *arena)
{
	const struct registry *registry = report->registry;
	struct op_facts facts = op_facts_in(report, arena);
	facts.period_count = registry_op_history(registry, report->op, arena,
						 &facts.periods);
	facts.fix_count =
		registry_op_fixes(registry, report->op, arena, &facts.fixes);
	return facts;
}

static void write_tsv(const struct op_report *reports, size_t count,
		      const struct style *style, struct buffer *out)
{
	(void)style;
	buffer_add_string(out,
			  "release\thypercall\top\tnumber\tstatus\tbasis\n");
	for (size_t i = 0; i < count; i++) {
		const struct registry *registry = reports[i].registry;
		const struct op *op = reports[i].op;
		struct op_status status =
			registry_op_status(registry, op, reports[i].release);
		buffer_format(
			out, "%s\t%s\t%s\t%u\t%s\t%s\n",
			registry->releases[reports[i].release].name,
			registry->hypercalls[op->hypercall].name, op->name,
			registry_op_number(registry, op, reports[i].release),
			status_name(status.status), basis_name(status.basis));
	}
}

static void write_text(const struct op_report *reports, size_t count,
		       const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena = ARENA_INIT;
		const struct op_facts facts = op_facts_of(&reports[i], &arena);
		if (i)
			buffer_add_char(out, '\n');
		report_op_text(&facts, style, out);
		arena_release(&arena);
	}
}

static void write_json(const struct op_report *reports, size_t count,
		       const struct style *style, struct buffer *out)
{
	(void)style;
	json_t *all = json_array();
	for (size_t i = 0; i < count; i++) {
		struct arena arena = ARENA_INIT;
		const struct op_facts facts = op_facts_of(&reports[i], &arena);
		json_t *op = json_pack("{s:s}", "schema", "xsmc-query/1");
		json_object_update_new(op, report_op_json(&facts));
		json_array_append_new(all, op);
		arena_release(&arena);
	}
	report_json(all, out);
}

struct op_format {
	const char *name;
	void (*write)(const struct op_report *reports, size_t count,
		      const struct style *style, struct buffer *out);
};

static const struct op_format formats[] = {
	{"text", write_text},
	{"json", write_json},
	{"tsv", write_tsv},
};

const char *const report_op_formats[] = {"text", "json", "tsv", NULL};

void report_ops(const struct op_report *reports, size_t count,
		const char *format, const struct style *style,
		struct buffer *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(reports, count, style, out);
}
