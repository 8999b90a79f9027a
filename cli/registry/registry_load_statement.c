/* Reads what statements say of the ops of a hypercall. */
#include <string.h>

#include "registry/registry_load_event.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_status.h"

USES_MESSAGE(REFERENCE_DANGLING);

/* The op of the hypercall with that macro and parent, or NO_INDEX. */
static unsigned find_op(const struct loader *loader, unsigned hypercall,
			unsigned parent, const char *macro)
{
	const struct span span = loader->hypercalls.rows.items[hypercall].ops;
	for (unsigned i = span.first; i < span.first + span.count; i++) {
		const struct op *op = &loader->ops.rows.items[i];
		if (op->parent == parent && strcmp(op_macro(op), macro) == 0)
			return i;
	}
	return NO_INDEX;
}

static enum statement_mode mode_of(const char *name)
{
	return strcmp(name, "listed") == 0	 ? MODE_LISTED
	       : strcmp(name, "all-except") == 0 ? MODE_ALL_EXCEPT
						 : MODE_ALL;
}

static void read_entry(struct loader *loader, const struct xml_element *node,
		       const struct statement *statement)
{
	struct entry *entry = loader_add(loader, entries, node);
	entry->name = node_attribute(loader, node, "name");
	entry->op = find_op(loader, statement->hypercall, statement->of,
			    entry->name);
	entry->in = node_range(loader, node, "in", &statement->in);
	entry->removed_by = node_event(loader, node, "removed-by");
	entry->reason = node_attribute(loader, node, "reason");
	if (xml_attribute(node, "absent"))
		entry->absent = node_range(loader, node, "absent", &entry->in);
}

static void read_statement(struct loader *loader,
			   const struct xml_element *node, unsigned hypercall)
{
	struct statement statement = {.hypercall = hypercall, .of = NO_INDEX};
	const char *of = node_attribute(loader, node, "of");
	if (of) {
		statement.of = find_op(loader, hypercall, NO_INDEX, of);
		if (statement.of == NO_INDEX)
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
				  node->place, "of=\"%s\"", of);
	}
	statement.mode = mode_of(node_attribute(loader, node, "mode"));
	statement.document = node_attribute(loader, node, "document");
	statement.event = node_event(loader, node, "event");
	statement.in = node_range(loader, node, "in", &loader->all);
	loader_start_span(loader, entries, &statement.entries);
	for (const struct xml_element *child = xml_first(node, "entry"); child;
	     child = xml_next(child, "entry"))
		read_entry(loader, child, &statement);
	loader_end_span(loader, entries, &statement.entries);
	*loader_add(loader, statements, node) = statement;
}

void load_statements(struct loader *loader, const struct xml_element *node,
		     unsigned hypercall)
{
	for (const struct xml_element *child = xml_first(node, "statement");
	     child; child = xml_next(child, "statement"))
		read_statement(loader, child, hypercall);
}
