/* Reads events: what came to change the status of ops. */
#include <string.h>

#include "registry/registry_load_event.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_status.h"
#include "registry/registry_tables.h"

USES_MESSAGE(EVIDENCE_MISSING);
USES_MESSAGE(REFERENCE_DANGLING);

static void read_event(struct loader *loader, const struct xml_element *node)
{
	struct event *event = loader_add(loader, events, node);
	event->id = node_attribute(loader, node, "id");
	event->kind = node_attribute(loader, node, "kind");
	event->date = node_attribute(loader, node, "date");
	event->commit = node_attribute(loader, node, "commit");
	event->subject = node_attribute(loader, node, "subject");
	event->backports = node_attribute(loader, node, "backports");
	event->advisory = node_attribute(loader, node, "advisory");
	event->evidence = node_attribute(loader, node, "evidence");
	event->summary = arena_string(loader->arena, node->text);
	event->in = node_range(loader, node, "in", &loader->all);
	if (!event->commit && !event->advisory && !event->evidence)
		diags_add(loader->diags, MESSAGE_EVIDENCE_MISSING, node->place,
			  "event %s names no commit, advisory or "
			  "other evidence",
			  event->id);
}

unsigned node_event(struct loader *loader, const struct xml_element *node,
		    const char *attribute)
{
	const char *id = node_attribute(loader, node, attribute);
	if (!id)
		return NO_INDEX;
	for (unsigned i = 0; i < loader->events.rows.count; i++)
		if (strcmp(loader->events.rows.items[i].id, id) == 0)
			return i;
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, node->place,
		  "%s=\"%s\"", attribute, id);
	return NO_INDEX;
}

void load_events(struct loader *loader)
{
	loader_each(loader, "event", read_event);
}
