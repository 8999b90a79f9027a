/* Tools of the toolstack, for people: which ops they issue. */
#include <string.h>

#include "base/buffer.h"
#include "report/report_tool.h"

/* The parts of the answer, in their order. */
static const struct tool_part_words {
	const char *words;
	bool before, may;
} parts[] = {
	{"issues, unless something fails before:", false, false},
	{"may issue, by its arguments and the state of the host:", false, true},
	{"before that, as %s always does:", true, false},
	{"before that, as %s may do:", true, true},
};

/* Writes one answer. */
struct tool_report {
	const struct registry *registry;
	unsigned release;
	struct arena *arena;
	struct buffer *out;
	int width; /* of the longest name of an op */
};

/* The tools, and the kernel, that it goes through; "": by itself. */
static const char *ways_through(const struct tool_report *report,
				const struct tool_op *row)
{
	const struct kernel_request *request = row->request;
	if (!request)
		return row->by;
	return arena_format(report->arena, "%s%sthe %skernel, asked by %s",
			    row->by, *row->by ? ", " : "",
			    !request->kernel ? ""
			    : strcmp(request->kernel, "pv") == 0
				    ? "PV "
				    : "translated ",
			    request->name);
}

static void add_op(const struct tool_report *report, const struct tool_op *row)
{
	const struct op_status status = registry_op_meaning(
		report->registry, row->op, report->release, report->arena);
	const char *through = ways_through(report, row);
	buffer_format(report->out, "  %-*s  ", report->width,
		      op_macro(row->op));
	if (*through)
		buffer_format(report->out, "%-21s  by %s\n",
			      status_shown(status.status), through);
	else
		buffer_format(report->out, "%s\n", status_shown(status.status));
}

static void add_part(const struct tool_report *report,
		     const struct tool_part_words *part,
		     const struct tool *before, const struct tool_ops *ops)
{
	bool any = false;
	for (size_t i = 0; i < ops->list.count; i++) {
		const struct tool_op *row = &ops->list.items[i];
		if ((row->first != NULL) != part->before ||
		    row->may != part->may)
			continue;
		if (!any) {
			const char *name = before ? ref_text(before->name) : "";
			const char *at = strstr(part->words, "%s");
			if (at)
				buffer_format(report->out, "%.*s%s%s\n",
					      (int)(at - part->words),
					      part->words, name, at + 2);
			else
				buffer_format(report->out, "%s\n", part->words);
		}
		any = true;
		add_op(report, row);
	}
}

void report_tool(const struct registry *registry, const struct tool *tool,
		 unsigned asked, struct arena *arena, struct buffer *out)
{
	unsigned release = registry_release_with(registry, &tool->in, asked);
	struct tool_report report = {registry, release, arena, out, 0};
	struct tool_ops ops;
	registry_tool_ops(registry, tool, release, arena, &ops);
	for (size_t i = 0; i < ops.list.count; i++) {
		int width = (int)strlen(op_macro(ops.list.items[i].op));
		if (width > report.width)
			report.width = width;
	}
	buffer_format(out, "%s in %s", ref_text(tool->name),
		      registry->releases[release].name);
	if (asked != release)
		buffer_format(out, " (%s does not have it)",
			      registry->releases[asked].name);
	buffer_add_char(out, '\n');
	if (!ops.list.count)
		buffer_add_string(out, ops.passes_on
					       ? "hands on the hypercall that "
						 "its caller names\n"
					       : "issues no hypercall\n");
	const struct tool *before =
		ref_text(tool->after)
			? registry_find_tool(registry, ref_text(tool->after))
			: NULL;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		add_part(&report, &parts[i], before, &ops);
}
