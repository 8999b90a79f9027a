/* XML as a plain tree. */
#include "xml/xml_tree.h"

#include <string.h>

bool xml_is(const struct xml_element *element, const char *name)
{
	return strcmp(element->name, name) == 0;
}

static const struct xml_element *from(const struct xml_element *element,
				      const char *name)
{
	while (element && !xml_is(element, name))
		element = element->next;
	return element;
}

const struct xml_element *xml_first(const struct xml_element *parent,
				    const char *name)
{
	return from(parent->children, name);
}

const struct xml_element *xml_next(const struct xml_element *element,
				   const char *name)
{
	return from(element->next, name);
}

const char *xml_attribute(const struct xml_element *element, const char *name)
{
	for (size_t i = 0; i < element->attribute_count; i++)
		if (strcmp(element->attributes[i].name, name) == 0)
			return element->attributes[i].text;
	return NULL;
}

bool xml_says(const struct xml_element *element, const char *name,
	      const char *text)
{
	const char *said = xml_attribute(element, name);
	return said && strcmp(said, text) == 0;
}
