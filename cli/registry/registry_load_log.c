/* The hypervisor's log: the elements log-field, log-line and log-name. */
#include <string.h>

#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

static void read_field(struct loader *loader, const struct xml_element *node)
{
	struct log_field *row = loader_add(loader, log_fields, node);
	row->name = node_attribute(loader, node, "name");
	row->is = node_attribute(loader, node, "is");
	row->domain = node_attribute(loader, node, "domain");
	row->source = node_attribute(loader, node, "source");
	row->in = node_range(loader, node, "in", &loader->all);
}

static enum log_kind kind_of(const char *name)
{
	unsigned kind = 0;
	while (log_kinds[kind] && strcmp(log_kinds[kind], name) != 0)
		kind++;
	return (enum log_kind)kind;
}

static void read_line(struct loader *loader, const struct xml_element *node)
{
	const char *answer = xml_attribute(node, "answer");
	struct log_line *row = loader_add(loader, log_lines, node);
	row->kind = kind_of(xml_attribute(node, "kind"));
	row->pattern = node_attribute(loader, node, "pattern");
	row->refused = answer && strcmp(answer, "refused") == 0;
	row->name = node_attribute(loader, node, "name");
	row->mode = node_attribute(loader, node, "mode");
	row->source = node_attribute(loader, node, "source");
	row->text = arena_string(loader->arena, node->text);
	row->in = node_range(loader, node, "in", &loader->all);
}

static void read_name(struct loader *loader, const struct xml_element *node)
{
	struct log_name *row = loader_add(loader, log_names, node);
	row->name = node_attribute(loader, node, "name");
	row->hypercall = node_attribute(loader, node, "hypercall");
	row->of = node_attribute(loader, node, "of");
	row->source = node_attribute(loader, node, "source");
	row->in = node_range(loader, node, "in", &loader->all);
}

void load_log(struct loader *loader)
{
	loader_each(loader, "log-field", read_field);
	loader_each(loader, "log-line", read_line);
	loader_each(loader, "log-name", read_name);
}
