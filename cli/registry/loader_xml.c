#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "registry/loader.h"

struct location loader_place(const struct loader *loader, const xmlNode *node)
{
	struct location at = {NULL, (unsigned)loader->xml.xmlGetLineNo(node),
			      0};
	for (size_t i = 0; i < loader->documents.count; i++)
		if (loader->documents.items[i].tree == node->doc)
			at.file = file_shown(loader->documents.items[i].path);
	return at;
}

bool node_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

static xmlNode *node_from(xmlNode *node, const char *name)
{
	while (node && !node_is(node, name))
		node = node->next;
	return node;
}

xmlNode *node_first(const xmlNode *parent, const char *name)
{
	return node_from(parent->children, name);
}

xmlNode *node_next(const xmlNode *node, const char *name)
{
	return node_from(node->next, name);
}

/* The first one in the documents from that index on. */
static xmlNode *first_from(const struct loader *loader, size_t document,
			   const char *name)
{
	xmlNode *node = NULL;
	for (; !node && document < loader->documents.count; document++)
		node = node_first(
			loader->xml.xmlDocGetRootElement(
				loader->documents.items[document].tree),
			name);
	return node;
}

xmlNode *loader_first(const struct loader *loader, const char *name)
{
	return first_from(loader, 0, name);
}

xmlNode *loader_next(const struct loader *loader, const xmlNode *node,
		     const char *name)
{
	xmlNode *next = node_next(node, name);
	size_t document = 0;
	while (loader->documents.items[document].tree != node->doc)
		document++;
	return next ? next : first_from(loader, document + 1, name);
}

static const char *collapsed(struct loader *loader, xmlChar *text)
{
	const char *space = " \t\r\n";
	char *copy = arena_string(loader->arena, (const char *)text);
	(*loader->xml.xmlFree)(text);
	char *to = copy;
	for (const char *from = copy + strspn(copy, space); *from;) {
		size_t word = strcspn(from, space);
		memmove(to, from, word);
		to += word;
		from += word;
		from += strspn(from, space);
		if (*from)
			*to++ = ' ';
	}
	*to = '\0';
	return copy;
}

const char *node_attribute(struct loader *loader, const xmlNode *node,
			   const char *name)
{
	xmlChar *text = loader->xml.xmlGetNoNsProp(node, (const xmlChar *)name);
	return text ? collapsed(loader, text) : NULL;
}

unsigned node_number(struct loader *loader, const xmlNode *node,
		     const char *name)
{
	xmlChar *text = loader->xml.xmlGetNoNsProp(node, (const xmlChar *)name);
	unsigned long number = text ? strtoul((const char *)text, NULL, 10) : 0;
	(*loader->xml.xmlFree)(text);
	return (unsigned)number;
}

bool node_has(const struct loader *loader, const xmlNode *node,
	      const char *name)
{
	return loader->xml.xmlHasProp(node, (const xmlChar *)name);
}

const char *node_text(struct loader *loader, const xmlNode *node)
{
	xmlChar *text = loader->xml.xmlNodeGetContent(node);
	return text ? collapsed(loader, text) : "";
}
