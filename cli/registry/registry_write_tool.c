/* The toolstack as XML. */
#include "registry/registry.h"
#include "registry/registry_write_element.h"
#include "registry/registry_write_tool.h"

static void write_tool(struct writer *writer, const struct tool *tool)
{
	const struct span *span = &tool->uses;
	writer_start(writer, "tool");
	writer_attribute(writer, "name", ref_text(tool->name));
	writer_attribute(writer, "after", ref_text(tool->after));
	writer_range(writer, "in", &tool->in, &writer->all);
	if (!span->count) {
		writer_end(writer);
		return;
	}
	writer_open(writer);
	for (unsigned i = 0; i < span->count; i++) {
		const struct tool_use *row =
			&writer->registry->tool_uses[span->first + i];
		writer_start(writer, "uses");
		writer_attribute(writer, "always", ref_text(row->always));
		writer_attribute(writer, "may", ref_text(row->may));
		writer_range(writer, "in", &row->in, &tool->in);
		writer_end(writer);
	}
	writer_close(writer, "tool");
}

void writer_tools(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->kernel_request_count; i++) {
		const struct kernel_request *row =
			&registry->kernel_requests[i];
		writer_start(writer, "kernel-request");
		writer_attribute(writer, "name", row->name);
		writer_attribute(writer, "kernel", row->kernel);
		writer_attribute(writer, "issues", row->issues);
		writer_attribute(writer, "passes-on",
				 row->passes_on ? "yes" : NULL);
		writer_attribute(writer, "source", row->source);
		writer_end(writer);
	}
	for (unsigned i = 0; i < registry->tool_count; i++)
		write_tool(writer, &registry->tools[i]);
}
