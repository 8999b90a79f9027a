/* Reads what is said of conditions, and the references to them. */
#ifndef REGISTRY_REGISTRY_LOAD_CONDITION_H
#define REGISTRY_REGISTRY_LOAD_CONDITION_H

#include "registry/registry_tables.h"

struct loader;
struct xml_element;

void load_conditions(struct loader *loader);

/* Of all that were read: which are opposites, and that none is so alone. */
void loader_oppose_conditions(struct loader *loader);

/* The conditions that the attribute refers to; a span of condition_uses. */
struct span node_conditions(struct loader *loader,
			    const struct xml_element *node,
			    const char *attribute);

/* All of both. */
struct span loader_join_conditions(struct loader *loader, struct span a,
				   struct span b);

/* What they are about, together: bits of enum condition_about. */
unsigned loader_conditions_about(const struct loader *loader, struct span uses);

/* What people read of them, or NULL: there are none. */
const char *loader_conditions_text(struct loader *loader, struct span uses);

/* What the schema cannot say of them. */
void loader_check_conditions(struct loader *loader);

#endif
