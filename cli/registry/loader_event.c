#include <string.h>

#include "registry/loader.h"

static void read_event(struct loader *loader, const xmlNode *node)
{
	struct event *event = loader_add(loader, events, node);
	event->id = node_attribute(loader, node, "id");
	event->kind = node_attribute(loader, node, "kind");
	event->date = node_attribute(loader, node, "date");
	event->commit = node_attribute(loader, node, "commit");
	event->subject = node_attribute(loader, node, "subject");
	event->backports = node_attribute(loader, node, "backports");
	event->advisory = node_attribute(loader, node, "advisory");
	event->summary = node_text(loader, node);
	event->in = node_range(loader, node, "in", &loader->all);
	if (!event->commit && !event->advisory)
		diags_add(loader->diags, MESSAGE_EVIDENCE_MISSING,
			  loader_place(loader, node),
			  "event %s names neither a commit nor an advisory",
			  event->id);
}

unsigned node_event(struct loader *loader, const xmlNode *node,
		    const char *attribute)
{
	const char *id = node_attribute(loader, node, attribute);
	if (!id)
		return NO_INDEX;
	for (unsigned i = 0; i < loader->events.rows.count; i++)
		if (strcmp(loader->events.rows.items[i].id, id) == 0)
			return i;
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
		  loader_place(loader, node), "%s=\"%s\"", attribute, id);
	return NO_INDEX;
}

void loader_read_events(struct loader *loader)
{
	for (size_t i = 0; i < loader->documents.count; i++) {
		const xmlNode *root =
			xmlDocGetRootElement(loader->documents.items[i].tree);
		for (const xmlNode *node = node_first(root, "event"); node;
		     node = node_next(node, "event"))
			read_event(loader, node);
	}
}
