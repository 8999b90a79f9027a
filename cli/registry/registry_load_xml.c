/* Attributes of elements as numbers, releases and words. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

/* The first one in the documents from that index on. */
static const struct xml_element *first_from(const struct loader *loader,
					    size_t document, const char *name)
{
	const struct xml_element *node = NULL;
	for (; !node && document < loader->documents.count; document++)
		node = xml_first(loader->documents.items[document].root, name);
	return node;
}

const struct xml_element *loader_first(const struct loader *loader,
				       const char *name)
{
	return first_from(loader, 0, name);
}

const struct xml_element *loader_next(const struct loader *loader,
				      const struct xml_element *node,
				      const char *name)
{
	const struct xml_element *next = xml_next(node, name);
	size_t document = 0;
	while (loader->documents.items[document].root != node->parent)
		document++;
	return next ? next : first_from(loader, document + 1, name);
}

void loader_each(struct loader *loader, const char *name,
		 void (*read)(struct loader *loader,
			      const struct xml_element *node))
{
	for (const struct xml_element *node = loader_first(loader, name); node;
	     node = loader_next(loader, node, name))
		read(loader, node);
}

const char *node_attribute(struct loader *loader,
			   const struct xml_element *node, const char *name)
{
	return arena_string(loader->arena, xml_attribute(node, name));
}

struct text_ref node_text_ref(struct loader *loader,
			      const struct xml_element *node, const char *name)
{
	return ref_of_text(node_attribute(loader, node, name));
}

unsigned node_number(const struct xml_element *node, const char *name)
{
	return (unsigned)strtoul(xml_attribute(node, name), NULL, 10);
}

unsigned node_word(const struct xml_element *node, const char *attribute,
		   const char *const names[])
{
	const char *word = xml_attribute(node, attribute);
	unsigned i = 0;
	while (word && strcmp(names[i], word) != 0)
		i++;
	return i;
}

unsigned node_words(const struct xml_element *node, const char *attribute,
		    const char *const names[])
{
	const char *words = xml_attribute(node, attribute);
	unsigned bits = 0;
	for (unsigned i = 0; words && names[i]; i++)
		if (text_has_word(words, names[i]))
			bits |= 1U << i;
	return bits;
}
