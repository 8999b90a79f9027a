/* Attributes of elements as numbers, releases and words. */
#ifndef REGISTRY_REGISTRY_LOAD_XML_H
#define REGISTRY_REGISTRY_LOAD_XML_H

#include "registry/registry_text.h"

struct loader;
struct xml_element;

/* The elements of that name at the top of all files, in order; or NULL. */
const struct xml_element *loader_first(const struct loader *loader,
				       const char *name);
const struct xml_element *loader_next(const struct loader *loader,
				      const struct xml_element *node,
				      const char *name);

/* Calls the function for each of them. */
void loader_each(struct loader *loader, const char *name,
		 void (*read)(struct loader *loader,
			      const struct xml_element *node));

/* The attribute's text as a string of the registry's own, or NULL. */
const char *node_attribute(struct loader *loader,
			   const struct xml_element *node, const char *name);
/* The same, as tables that few commands read have it. */
struct text_ref node_text_ref(struct loader *loader,
			      const struct xml_element *node, const char *name);
unsigned node_number(const struct xml_element *node, const char *name);

/*
 * Which of the names, NULL-terminated, the attribute has: its place, or the
 * bits of all.  The schema knows no other; 0 where there is no attribute, so
 * that the first name of what is one of them may stand for that.
 */
unsigned node_word(const struct xml_element *node, const char *attribute,
		   const char *const names[]);
unsigned node_words(const struct xml_element *node, const char *attribute,
		    const char *const names[]);

#endif
