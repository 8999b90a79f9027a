/* XML as a plain tree. */
#ifndef XML_XML_TREE_H
#define XML_XML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

struct xml_attribute {
	const char *name;
	const char *text;
};

/*
 * White space in texts is collapsed: no blanks at the ends, and one wherever
 * the file has some between words.
 */
struct xml_element {
	const char *name;
	const struct xml_attribute *attributes; /* in the file's order */
	size_t attribute_count;
	const char *text; /* its own, without that of its children */
	const struct xml_element *parent;   /* NULL: it is the root */
	const struct xml_element *children; /* the first one, or NULL */
	const struct xml_element *next;	    /* of the parent's, or NULL */
	struct location place;
};

bool xml_is(const struct xml_element *element, const char *name);

/* The first child of that name, or the next one beside; NULL: none. */
const struct xml_element *xml_first(const struct xml_element *parent,
				    const char *name);
const struct xml_element *xml_next(const struct xml_element *element,
				   const char *name);

/* The text of the attribute, or NULL where the element does not have it. */
const char *xml_attribute(const struct xml_element *element, const char *name);

/* Whether the attribute says so; an absent one says nothing. */
bool xml_says(const struct xml_element *element, const char *name,
	      const char *text);

#endif
