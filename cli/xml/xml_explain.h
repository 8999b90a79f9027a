/*
 * What is wrong with an element and its attributes, in words: libxml2 often
 * says no more than that something is.
 */
#ifndef XML_XML_EXPLAIN_H
#define XML_XML_EXPLAIN_H

#include "base/memory.h"
#include "xml/xml_tree.h"

/*
 * What of an element on that line, its place or its attributes, the schema, a
 * tree too, does not allow, where libxml2 said that of the line; NULL: nothing.
 */
const char *xml_explain(const struct xml_element *schema,
			const struct xml_element *root, unsigned line,
			const char *said, struct arena *arena);

#endif
