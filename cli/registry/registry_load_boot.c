/* The boot: the element boot. */
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

static void read_boot(struct loader *loader, const struct xml_element *node)
{
	struct boot *row = loader_add(loader, boots, node);
	row->option = node_attribute(loader, node, "option");
	row->value = node_attribute(loader, node, "value");
	row->config = node_attribute(loader, node, "config");
	row->source = node_attribute(loader, node, "source");
	row->if_switch =
		(enum boot_answer)node_word(node, "switch", boot_answers);
	row->module = (enum boot_module)node_word(node, "module", boot_modules);
	row->loads = (enum boot_loading)node_word(node, "loads", boot_loadings);
	row->enforcing =
		(enum boot_answer)node_word(node, "enforcing", boot_answers);
	row->built = (enum boot_answer)node_word(node, "built", boot_answers);
	row->in = node_range(loader, node, "in", &loader->all);
}

void load_boots(struct loader *loader)
{
	loader_each(loader, "boot", read_boot);
}
