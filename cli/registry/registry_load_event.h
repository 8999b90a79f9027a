/* Reads events: what came to change the status of ops. */
#ifndef REGISTRY_REGISTRY_LOAD_EVENT_H
#define REGISTRY_REGISTRY_LOAD_EVENT_H

struct loader;
struct xml_element;

/* The event that the attribute names; NO_INDEX when it names none. */
unsigned node_event(struct loader *loader, const struct xml_element *node,
		    const char *attribute);

#endif
