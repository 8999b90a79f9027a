/* The toolstack: the elements tool and kernel-request. */
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

static void read_use(struct loader *loader, const struct xml_element *node,
		     const struct release_set *from)
{
	struct tool_use *use = loader_add(loader, tool_uses, node);
	use->always = node_attribute(loader, node, "always");
	use->may = node_attribute(loader, node, "may");
	use->in = node_range(loader, node, "in", from);
}

static void read_tool(struct loader *loader, const struct xml_element *node)
{
	struct tool *tool = loader_add(loader, tools, node);
	tool->name = node_attribute(loader, node, "name");
	tool->after = node_attribute(loader, node, "after");
	tool->in = node_range(loader, node, "in", &loader->all);
	tool->uses.first = (unsigned)loader->tool_uses.rows.count;
	const struct release_set in = tool->in;
	for (const struct xml_element *child = xml_first(node, "uses"); child;
	     child = xml_next(child, "uses"))
		read_use(loader, child, &in);
	tool->uses.count =
		(unsigned)loader->tool_uses.rows.count - tool->uses.first;
}

void load_tools(struct loader *loader)
{
	for (const struct xml_element *node = loader_first(loader, "tool");
	     node; node = loader_next(loader, node, "tool"))
		read_tool(loader, node);
	for (const struct xml_element *node =
		     loader_first(loader, "kernel-request");
	     node; node = loader_next(loader, node, "kernel-request")) {
		struct kernel_request *row =
			loader_add(loader, kernel_requests, node);
		row->name = node_attribute(loader, node, "name");
		row->kernel = node_attribute(loader, node, "kernel");
		row->issues = node_attribute(loader, node, "issues");
		row->passes_on = xml_attribute(node, "passes-on") != NULL;
		row->source = node_attribute(loader, node, "source");
	}
}
