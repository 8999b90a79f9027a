/* Reads which module's hook an op calls. */
#include "base/text.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_tables.h"

static void read_call(struct loader *loader, const struct xml_element *node,
		      const struct release_set *from)
{
	struct hook_call *call = loader_add(loader, hook_calls, node);
	call->hook = node_text_ref(loader, node, "hook");
	call->passes = ref_of_text(
		text_or_empty(node_attribute(loader, node, "passes")));
	call->label = ref_of_text(
		text_or_empty(node_attribute(loader, node, "case")));
	call->guard = ref_of_text(
		text_or_empty(node_attribute(loader, node, "build")));
	call->times =
		xml_attribute(node, "times") ? node_number(node, "times") : 1;
	call->in = node_range(loader, node, "in", from);
}

static void read_handler(struct loader *loader, const struct xml_element *node)
{
	struct handler *handler = loader_add(loader, handlers, node);
	handler->file = node_text_ref(loader, node, "file");
	handler->function = node_text_ref(loader, node, "function");
	handler->in = node_range(loader, node, "in", &loader->all);
	loader_start_span(loader, hook_calls, &handler->calls);
	struct release_set in = handler->in;
	for (const struct xml_element *child = xml_first(node, "call"); child;
	     child = xml_next(child, "call"))
		read_call(loader, child, &in);
	loader_end_span(loader, hook_calls, &handler->calls);
}

static void read_hook(struct loader *loader, const struct xml_element *node)
{
	struct hook *hook = loader_add(loader, hooks, node);
	hook->name = node_attribute(loader, node, "name");
	hook->op = node_attribute(loader, node, "op");
	hook->takes = node_attribute(loader, node, "takes");
	hook->in = node_range(loader, node, "in", &loader->all);
}

void load_calls(struct loader *loader)
{
	loader_each(loader, "handler", read_handler);
	loader_each(loader, "hook", read_hook);
}
