/* The toolstack: the elements tool and kernel-request. */
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

static void read_use(struct loader *loader, const struct xml_element *node,
		     const struct release_set *from)
{
	struct tool_use *use = loader_add(loader, tool_uses, node);
	use->always = node_text_ref(loader, node, "always");
	use->may = node_text_ref(loader, node, "may");
	use->in = node_range(loader, node, "in", from);
}

static void read_tool(struct loader *loader, const struct xml_element *node)
{
	struct tool *tool = loader_add(loader, tools, node);
	tool->name = node_text_ref(loader, node, "name");
	tool->after = node_text_ref(loader, node, "after");
	tool->in = node_range(loader, node, "in", &loader->all);
	loader_start_span(loader, tool_uses, &tool->uses);
	const struct release_set in = tool->in;
	for (const struct xml_element *child = xml_first(node, "uses"); child;
	     child = xml_next(child, "uses"))
		read_use(loader, child, &in);
	loader_end_span(loader, tool_uses, &tool->uses);
}

static void read_request(struct loader *loader, const struct xml_element *node)
{
	struct kernel_request *row = loader_add(loader, kernel_requests, node);
	row->name = node_attribute(loader, node, "name");
	row->kernel = node_attribute(loader, node, "kernel");
	row->issues = node_attribute(loader, node, "issues");
	row->passes_on = xml_attribute(node, "passes-on") != NULL;
	row->source = node_attribute(loader, node, "source");
}

void load_tools(struct loader *loader)
{
	loader_each(loader, "tool", read_tool);
	loader_each(loader, "kernel-request", read_request);
}
